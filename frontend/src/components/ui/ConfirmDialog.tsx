"use client";
import { Button } from "./Button";
import { LazyDialog } from "./lazyParts";

type Props = {
  readonly title: string;
  readonly description: string;
  readonly keep: string;
  readonly discard: string;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
};

/** Asks before something typed is lost. The harmless answer comes first and has the focus. */
export function ConfirmDialog({ title, description, keep, discard, onKeep, onDiscard }: Props) {
  return (
    <LazyDialog title={title} description={description} onClose={onKeep}>
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onKeep}>{keep}</Button>
        <Button tone="danger" onClick={onDiscard}>
          {discard}
        </Button>
      </div>
    </LazyDialog>
  );
}
