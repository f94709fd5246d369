// Renders hooks as components use them: in a browser's document, within the desk, against a real server.
import type { Order } from "@order-desk/contract";
import { cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, vi } from "vitest";
import { DeskProviders } from "../src/hooks/DeskProviders";
import { useOrderFeed } from "../src/hooks/useOrderFeed";
import { ShopServer } from "./shopServer";

export const until = async (check: () => void) => await vi.waitFor(check, { timeout: 8_000, interval: 10 });
/** Orders by the slots of the shop they are in. */
export const slots = (orders: readonly Order[]) => orders.map(({ _id }) => Number.parseInt(_id, 16));

export class HookDesk {
  readonly server = new ShopServer();
  readonly onCreated = vi.fn<(orders: Order[]) => void>();

  /** The shop has these orders, from long ago. */
  fill(orders: number): void {
    for (let slot = 0; slot < orders; slot += 1) this.server.shop.create(slot);
    this.server.forget();
  }

  happen(change: () => unknown): void {
    change();
    this.server.announce();
  }

  render<Result, Props>(use: (props: Props) => Result, initialProps: Props) {
    const settings = { apiUrl: this.server.url, shopName: "Casa Verde", currency: "EUR", undoSeconds: 10 };
    const wrapper = ({ children }: { readonly children: ReactNode }) => (
      <DeskProviders settings={settings}>{children}</DeskProviders>
    );
    const { onCreated } = this;
    const useAll = (props: Props) => {
      useOrderFeed({ onCreated });
      return use(props);
    };
    const { result, rerender } = renderHook(useAll, { wrapper, initialProps });
    return { now: () => result.current, rerender };
  }
}

/** A desk for each test. */
export function givenDesk(): () => HookDesk {
  let desk: HookDesk;
  beforeEach(async () => {
    desk = new HookDesk();
    await desk.server.listen();
  });
  afterEach(async () => {
    cleanup();
    await desk.server.close();
  });
  return () => desk;
}
