// The API of shared views as functions.
import { view, viewList, type NewView, type View, type ViewChanges } from "@order-desk/contract";
import { call, taking } from "./apiCall";

const takeView = taking<View>(view);
const takeNothing = async () => await Promise.resolve();

export type ViewsApi = ReturnType<typeof viewsApi>;

/** @param apiUrl without a slash at the end */
export function viewsApi(apiUrl: string) {
  const collection = `${apiUrl}/api/views`;
  const one = (id: string) => `${collection}/${encodeURIComponent(id)}`;
  return {
    fetchAll: async (): Promise<View[]> => await call(collection, {}, taking(viewList)),
    create: async (body: NewView): Promise<View> =>
      await call(collection, { method: "POST", body }, takeView),
    /** @param ifMatch the version that the change was thought for; another one is refused with 412 */
    update: async (id: string, body: ViewChanges, ifMatch: number | undefined): Promise<View> => {
      const headers: Record<string, string> = ifMatch === undefined ? {} : { "If-Match": `"${ifMatch}"` };
      return await call(one(id), { method: "PATCH", body, headers }, takeView);
    },
    remove: async (id: string): Promise<void> => await call(one(id), { method: "DELETE" }, takeNothing),
    restore: async (id: string): Promise<View> =>
      await call(`${one(id)}/restore`, { method: "POST" }, takeView),
    /** From the top. */
    arrange: async (ids: readonly string[]): Promise<void> =>
      await call(`${collection}/order`, { method: "PUT", body: { ids } }, takeNothing),
  };
}
