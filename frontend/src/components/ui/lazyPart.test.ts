// @vitest-environment jsdom
import { act, cleanup, render } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { lazyPart } from "./lazyPart";

afterEach(cleanup);

const Greeting = ({ name }: { readonly name: string }) => `Hello ${name}`;
const StandIn = () => "loading";

test("when the code is there already, then the part is drawn at once and nothing stands in for it", async () => {
  const Part = lazyPart(() => Promise.resolve(Greeting), StandIn);
  await Part.preload();
  const drawn: (string | null)[] = [];
  const { container } = render(createElement(Part, { name: "Ada" }));
  drawn.push(container.textContent);
  expect(drawn).toEqual(["Hello Ada"]);
});

test("when the code cannot be fetched at first, then it is fetched again until it is there, and then once for all", async () => {
  const load = vi.fn<() => Promise<typeof Greeting>>();
  load.mockRejectedValueOnce(new Error("no network")).mockResolvedValue(Greeting);
  const Part = lazyPart(load, StandIn);
  await expect(Part.preload()).rejects.toThrow("no network");
  const first = render(createElement(Part, { name: "Ada" }));
  expect(first.container.textContent).toBe("loading");
  await act(async () => await vi.waitFor(() => expect(first.container.textContent).toBe("Hello Ada")));
  const second = render(createElement(Part, { name: "Grace" }));
  expect(second.container.textContent).toBe("Hello Grace");
  expect(load).toHaveBeenCalledTimes(2);
});
