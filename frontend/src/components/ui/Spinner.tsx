import { LoaderCircle } from "lucide-react";

export function Spinner() {
  return <LoaderCircle size={16} strokeWidth={1.75} aria-hidden className="animate-spin" />;
}
