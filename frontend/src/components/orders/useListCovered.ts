import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useIsNarrow } from "../ui/useMediaQuery";

/** A panel lies over the whole list. */
export function useListCovered(): boolean {
  const isNarrow = useIsNarrow();
  const { panel } = useDeskRoute();
  return isNarrow && panel !== undefined;
}
