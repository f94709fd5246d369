import type { DeskView } from "../../lib/viewStore";

// The same for the same view: whoever asks renders again when it is another.
const layouts = new WeakMap<DeskView, ReturnType<typeof toLayout>>();

const toLayout = ({ _id: id, version, columns, density }: DeskView) => ({
  ...{ id, version },
  layout: { columns, density },
});

/** What a view says of the list's columns; undefined without a view. */
export function layoutOf(view: DeskView | undefined) {
  if (!view) return undefined;
  const layout = layouts.get(view) ?? toLayout(view);
  layouts.set(view, layout);
  return layout;
}
