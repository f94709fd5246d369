// The JavaScript that a browser loads with a page: the scripts that the served HTML names.
import { gzipSync } from "node:zlib";

export type FirstLoad = { readonly scripts: number; readonly gzBytes: number };

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];

/** Scripts and script preloads; those for browsers without modules are not loaded by any that we support. */
function scriptsOf(html: string): ReadonlySet<string> {
  const scripts = (html.match(/<script\b[^>]*>/g) ?? []).filter((tag) => !/\bnomodule\b/i.test(tag));
  const preloads = (html.match(/<link\b[^>]*>/g) ?? []).filter((tag) => attribute(tag, "as") === "script");
  const addresses = [
    ...scripts.map((tag) => attribute(tag, "src")),
    ...preloads.map((tag) => attribute(tag, "href")),
  ];
  return new Set(addresses.filter((address) => address !== undefined));
}

export async function firstLoad(url: string): Promise<FirstLoad> {
  const page = await fetch(url);
  if (!page.ok) throw new Error(`${url} gave ${page.status}`);
  const addresses = [...scriptsOf(await page.text())];
  const bytes = await Promise.all(
    addresses.map(async (address) => {
      const response = await fetch(new URL(address.replaceAll("&amp;", "&"), url));
      if (!response.ok) throw new Error(`${address} gave ${response.status}`);
      return gzipSync(Buffer.from(await response.arrayBuffer())).length;
    }),
  );
  return { scripts: addresses.length, gzBytes: bytes.reduce((sum, size) => sum + size, 0) };
}
