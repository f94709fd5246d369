"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./IconButton";

type Props = { readonly text: string; readonly label: string; readonly className?: string };
type State = "idle" | "copied" | "refused";

const SAID: Record<State, string> = {
  idle: "",
  copied: "Copied",
  refused: "The browser does not allow copying: select the text instead",
};

export function CopyButton({ text, label, className }: Props) {
  const [state, setState] = useState<State>("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("refused");
    }
  };

  return (
    <>
      <IconButton
        icon={state === "copied" ? Check : Copy}
        label={state === "refused" ? SAID.refused : label}
        className={className ?? ""}
        onClick={() => void copy()}
      />
      <span role="status" className="sr-only">
        {SAID[state]}
      </span>
    </>
  );
}
