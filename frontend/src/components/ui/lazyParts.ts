// Parts that are not needed for the first paint. They are fetched when the browser is idle, so that they open at once.
import { createElement } from "react";
import { lazyPart } from "./lazyPart";

export const LazyMenu = lazyPart(async () => (await import("./Menu")).Menu);
export const LazyPopover = lazyPart(async () => (await import("./Popover")).Popover);
export const LazyDialog = lazyPart(async () => (await import("./Dialog")).Dialog);
export const LazyToaster = lazyPart(async () => (await import("./Toaster")).Toaster);

/** Its place is as large as its button. */
const MenuToCome = () => createElement("span", { className: "inline-block size-11" });
export const LazyHeaderMenu = lazyPart(async () => (await import("./HeaderMenu")).HeaderMenu, MenuToCome);

export const preloadUi = (): Promise<unknown> =>
  Promise.all([LazyMenu.preload(), LazyPopover.preload(), LazyDialog.preload()]);
