import type { ComponentProps } from "react";
import { cx } from "./cx";

type Props = Omit<ComponentProps<"input">, "type"> & {
  readonly label: string;
  /** Some of what it stands for is chosen. */
  readonly isMixed?: boolean;
};

/** A box without words beside it: `label` says what it chooses. */
export function Checkbox({ label, isMixed = false, className, ...input }: Props) {
  return (
    <input
      {...input}
      type="checkbox"
      aria-label={label}
      ref={(box) => {
        if (box) box.indeterminate = isMixed;
      }}
      className={cx("m-0 size-[15px] cursor-pointer accent-accent lg:size-[14px]", className)}
    />
  );
}
