import { formatAge, formatAgo, formatExact } from "../../lib/format";
import { useNow } from "./useNow";

/** How long ago; the exact time on hover and for machines. */
export function RelativeTime({ iso, phrase = false }: { readonly iso: string; readonly phrase?: boolean }) {
  const now = useNow("slow");
  return (
    <time dateTime={iso} title={formatExact(iso)}>
      {phrase ? formatAgo(iso, now) : formatAge(iso, now)}
    </time>
  );
}
