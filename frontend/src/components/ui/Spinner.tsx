import { LoaderCircle } from "lucide-react";

export function Spinner({ size = 16 }: { readonly size?: number }) {
  return <LoaderCircle size={size} strokeWidth={1.75} aria-hidden className="animate-spin" />;
}
