"use client";
import { useEffect, useEffectEvent, useState } from "react";

type Searched = {
  /** What the address says. */
  readonly q: string;
  /** Puts it into the address, which follows a little later. */
  readonly search: (q: string) => void;
  /** How long nothing must be typed before it is searched. */
  readonly pauseMs: number;
};

/** What is typed goes into the address after a short pause; what the address says otherwise comes back here. */
export function useTypedSearch({ q, search, pauseMs }: Searched) {
  const [typed, setTyped] = useState(q);
  const [seen, setSeen] = useState(q);
  /** What was put into the address and has not come back from it yet: no news, more may have been typed since. */
  const [sent, setSent] = useState<readonly string[]>([]);
  if (q !== seen) {
    setSeen(q);
    const isNews = !sent.includes(q);
    setSent(isNews ? [] : sent.slice(sent.indexOf(q) + 1));
    if (isNews) setTyped(q);
  }
  const put = (text: string) => {
    setSent((before) => (before.at(-1) === text.trim() ? before : [...before, text.trim()]));
    search(text);
  };
  const send = useEffectEvent(() => put(typed));
  const isSent = typed.trim() === q;
  useEffect(() => {
    if (isSent) return;
    const timer = setTimeout(() => send(), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, isSent, pauseMs]);
  const type = (text: string) => {
    setTyped(text);
    if (text === "" && q !== "") put("");
  };
  return { typed, type };
}
