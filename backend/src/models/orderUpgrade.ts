// Orders that an older version has written, or others before the product was there, get the terms by which they are found.
import type { Logger } from "pino";
import type { Database } from "./database.js";
import { FIRST_ID, toOrder } from "./orderDocument.js";
import { toStoredTerms } from "./storedTerms.js";

const BATCH = 500;

/** One without terms stands in the index of words under null. Whoever changes one meanwhile writes its terms. */
const WITHOUT_TERMS = { "terms.words": null } as const;

/** Nothing that anybody is shown changes: neither the version nor the story. */
export async function addTerms({ orders }: Database, shopCurrency: string, logger: Logger): Promise<void> {
  let upgraded = 0;
  for (let after = FIRST_ID; ;) {
    const batch = await orders
      .find({ ...WITHOUT_TERMS, _id: { [upgraded === 0 ? "$gte" : "$gt"]: after } })
      .sort({ _id: 1 })
      .limit(BATCH)
      .toArray();
    const last = batch.at(-1);
    if (!last) break;
    await orders.bulkWrite(
      batch.map((stored) => ({
        updateOne: {
          filter: { ...WITHOUT_TERMS, _id: stored._id },
          update: { $set: { terms: toStoredTerms(toOrder(stored, shopCurrency)) } },
        },
      })),
      { ordered: false },
    );
    after = last._id;
    upgraded += batch.length;
  }
  if (upgraded > 0) logger.info({ orders: upgraded }, "Orders of an older version can be searched now");
}
