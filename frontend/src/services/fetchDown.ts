// Fetches a list again, as far as it was shown.
import { depthAfter, reaches, type Depth } from "../lib/depth";
import type { Page } from "./apiCall";

/** Rows in a page that a person waits for. */
export const PAGE = 100;
const LARGE_PAGE = 200;

type Down<Row, Place> = {
  readonly fetchPage: (page: {
    readonly cursor: string | undefined;
    readonly limit: number;
  }) => Promise<Page<Row>>;
  readonly placeOf: (row: Row) => Place;
  /** Below 0: the first one comes first. */
  readonly comparePlaces: (one: Place, other: Place) => number;
  /** How deep the list was; undefined: it was not there yet. */
  readonly depth: Depth<Place> | undefined;
  /** False: nobody waits for it any more. */
  readonly isWanted: () => boolean;
};

/** A list from its top to where it was shown down to, page by page. */
export async function fetchDown<Row, Place>(down: Down<Row, Place>) {
  const { fetchPage, placeOf, comparePlaces, depth, isWanted } = down;
  const rows: Row[] = [];
  const limit = depth === undefined ? PAGE : LARGE_PAGE;
  let cursor: string | undefined;
  for (;;) {
    const page = await fetchPage({ cursor, limit });
    rows.push(...page.rows);
    cursor = page.nextCursor;
    const last = page.rows.at(-1);
    const downTo = depthAfter(last && placeOf(last), cursor);
    if (depth === undefined || reaches(downTo, depth, comparePlaces) || !isWanted())
      return { rows, position: { downTo, nextCursor: cursor } };
  }
}
