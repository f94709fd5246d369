import { leftOutOf, parseParameters } from "@order-desk/contract";
import type { Metadata } from "next";
import { Slips } from "../../components/slips/Slips";
import { readSettings } from "../../config/settings";
import { DeskProviders } from "../../hooks/DeskProviders";

export const metadata: Metadata = { title: "Packing slips" };

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

/** Packing slips of the orders that the address names by `ids` or as a list, a page each, for the printer. */
export default async function SlipsPage({ searchParams }: Props) {
  const { ids, ...list } = await searchParams;
  const parameters = Object.entries(list).map(([name, value]) => [name, String(value)] as const);
  // What nobody understands asks for nothing: rather no slip than all of them.
  const isList = ids === undefined && parameters.length > 0 && leftOutOf(parameters).length === 0;
  const asked = isList
    ? { query: parseParameters(parameters) }
    : {
        ids: String(ids ?? "")
          .split(",")
          .filter(Boolean),
      };
  return (
    <DeskProviders settings={readSettings()}>
      <Slips asked={asked} />
    </DeskProviders>
  );
}
