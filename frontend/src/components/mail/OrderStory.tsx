"use client";
import type { Order } from "@order-desk/contract";
import { useStory } from "../../hooks/useStory";
import { Button } from "../ui/Button";
import { StoryLine } from "./StoryLine";

function Skeleton() {
  return (
    <div role="status" aria-label="Loading the story" className="space-y-4 py-2.5">
      {["46%", "62%", "38%"].map((width) => (
        <div key={width} className="skeleton h-4" style={{ width }} />
      ))}
    </div>
  );
}

/** What happened to an order, the newest first: its changes, by whom, and the mails that told the customer. */
export function OrderStory({ order }: { readonly order: Pick<Order, "_id" | "currency"> }) {
  const { items, state, error, hasOlder, isLoadingOlder, loadOlder, retry } = useStory(order._id);
  return (
    <section aria-label="Story" className="mt-5">
      <h3 className="text-[13px] font-medium text-muted">Story</h3>
      {state === "loading" && items.length === 0 && <Skeleton />}
      <ol className="mt-1">
        {items.map((item) => (
          <StoryLine key={`${item.kind} ${item.id}`} item={item} order={order} />
        ))}
      </ol>
      {state === "ready" && items.length === 0 && (
        <p className="mt-1.5 text-[13px] text-muted">Its story appears here a moment after each change.</p>
      )}
      {error !== undefined && (
        <p role="alert" className="mt-1.5 text-[13px] text-danger-text">
          The story could not be loaded. It is asked for again by itself.
        </p>
      )}
      {(hasOlder || error !== undefined) && (
        <Button
          className="mt-2"
          busy={isLoadingOlder}
          onClick={() => (error === undefined ? void loadOlder() : retry())}
        >
          {error === undefined ? "Show older" : "Retry"}
        </Button>
      )}
    </section>
  );
}
