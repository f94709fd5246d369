import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useMailPage } from "../../hooks/useMailPage";
import { useIsNarrow } from "../ui/useMediaQuery";

/** A panel lies over the whole list. */
export function useListCovered(): boolean {
  const isNarrow = useIsNarrow();
  const { panel } = useDeskRoute();
  const { hasPanel } = useMailPage();
  return isNarrow && (panel !== undefined || hasPanel);
}
