// Parts that are not needed for the first paint. They are fetched when the browser is idle, so that they open at once.
import dynamic from "next/dynamic";

const loadMenu = () => import("./Menu");
const loadPopover = () => import("./Popover");
const loadDialog = () => import("./Dialog");
const loadToaster = () => import("./Toaster");

export const LazyMenu = dynamic(async () => (await loadMenu()).Menu, { ssr: false });
export const LazyPopover = dynamic(async () => (await loadPopover()).Popover, { ssr: false });
export const LazyDialog = dynamic(async () => (await loadDialog()).Dialog, { ssr: false });
export const LazyToaster = dynamic(async () => (await loadToaster()).Toaster, { ssr: false });

export const preloadUi = (): Promise<unknown> => Promise.all([loadMenu(), loadPopover(), loadDialog()]);
