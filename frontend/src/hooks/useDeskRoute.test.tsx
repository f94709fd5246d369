// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import {
  PathnameContext,
  SearchParamsContext,
} from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { idOf } from "../../test/modelShop";
import { useDeskRoute } from "./useDeskRoute";

test("when the page moves within the desk, then the address follows, and what is listed is kept", () => {
  const at = (href: string) => {
    window.history.replaceState(null, "", href);
    const url = new URL(window.location.href);
    const wrapper = ({ children }: { readonly children: ReactNode }) => (
      <PathnameContext value={url.pathname}>
        <SearchParamsContext value={url.searchParams}>{children}</SearchParamsContext>
      </PathnameContext>
    );
    return renderHook(useDeskRoute, { wrapper }).result.current;
  };
  const address = () => window.location.pathname + window.location.search;
  const route = at("/?status=shipped");
  expect(route).toMatchObject({ query: { status: ["shipped"] }, panel: undefined });
  route.openOrder(idOf(1));
  expect(address()).toBe(`/orders/${idOf(1)}?status=shipped`);
  expect(at(address()).panel).toEqual({ kind: "order", id: idOf(1) });
  route.openNew();
  expect(address()).toBe("/new?status=shipped");
  route.showStatus();
  expect(address()).toBe("/new");
  const before = window.history.length;
  route.closePanel();
  route.closePanel();
  expect(address()).toBe("/");
  expect(window.history.length).toBe(before + 1);
  const pages = window.history.length;
  route.search(" ada ");
  expect(address()).toBe("/?q=ada");
  expect(window.history.length).toBe(pages);
  route.showStatus("pending");
  route.setSort("-total");
  route.setFilters({ total_min: 10 });
  expect(address()).toBe("/?q=ada&status=pending&total_min=10&sort=-total");
  route.clearFilters();
  expect(address()).toBe("/?sort=-total");
  route.showAll();
  expect(address()).toBe("/");
  at("/new?status=lost&q=ada").tidyAddress();
  expect(address()).toBe("/new?q=ada");
});
