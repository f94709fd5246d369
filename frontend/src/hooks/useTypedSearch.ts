"use client";
import { useEffect, useEffectEvent, useRef, useState } from "react";

type Searched = {
  /** What the address says. */
  readonly q: string;
  /** Puts it into the address, which follows a little later. */
  readonly search: (q: string) => void;
  /** What is typed sooner than that after the letter before waits until nothing is typed for as long. */
  readonly pauseMs: number;
};

/** What is typed goes into the address, at once or after a short pause; what the address says otherwise comes back here. */
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
  const isSent = typed.trim() === (sent.at(-1) ?? q);
  useEffect(() => {
    if (isSent) return;
    const timer = setTimeout(() => send(), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, isSent, pauseMs]);
  const typedAtRef = useRef(-Infinity);
  const type = (text: string) => {
    const now = performance.now();
    const isSlow = now - typedAtRef.current >= pauseMs;
    typedAtRef.current = now;
    setTyped(text);
    if (text === "" ? q !== "" : isSlow) put(text);
  };
  return { typed, type };
}
