// npm run seed -- --orders 500: believable sample orders, written straight into the database.
import { parseArgs } from "node:util";
import { sampleOrder } from "@order-desk/contract/samples";
import { createOrderBody } from "@order-desk/contract";
import { loadSettings } from "../config/settings.js";
import { openForWatcher } from "../models/database.js";
import { newMark, type OrderDocument } from "../models/orderDocument.js";
import { orderModel } from "../models/Order.js";
import { reserveNumbers } from "../models/OrderNumber.js";
import { assertSuitable, ensureSchema } from "../models/schema.js";
import { toNewFields } from "../services/orderRules.js";
import { openDatabase } from "./openDatabase.js";

const BATCH = 2_000;
const LARGEST = 10_000_000;
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

function askedFor(): number {
  const { values } = parseArgs({ options: { orders: { type: "string", default: "500" } } });
  const orders = Number(values.orders);
  if (!Number.isInteger(orders) || orders < 1 || orders > LARGEST)
    throw new Error(`--orders must be a whole number from 1 to ${LARGEST}, as in --orders 500`);
  return orders;
}

/** As in a shop in which they came one by one until now: one an hour, and more often where a year would not do. */
function timesOf(total: number): (index: number) => Date {
  const now = Date.now();
  const every = Math.min(HOUR_MS, YEAR_MS / total);
  return (index) => new Date(now - (total - 1 - index) * every);
}

async function main(): Promise<void> {
  const total = askedFor();
  const settings = loadSettings();
  const { uri, stop } = await openDatabase(settings, console.log);
  const database = openForWatcher(uri);
  try {
    await assertSuitable(database);
    await ensureSchema(database);
    const model = orderModel(database, settings.CURRENCY);
    const { first } = await reserveNumbers(database, total);
    const timeOf = timesOf(total);
    let failed = 0;
    // While the database writes a batch the next one is made.
    let writing: Promise<void> = Promise.resolve();
    const write = async (documents: readonly OrderDocument[], done: number) => {
      const { duplicates, others } = await model.insertMany(documents);
      failed += duplicates.size + others.size;
      for (const error of [...others.values()].slice(0, 1)) console.error(error.message);
      console.log(`${done + documents.length - failed} of ${total} orders`);
    };
    for (let done = 0; done < total; done += BATCH) {
      const size = Math.min(BATCH, total - done);
      const documents = Array.from({ length: size }, (_, index) => {
        const order_number = first + done + index;
        const fields = toNewFields(createOrderBody.parse(sampleOrder(order_number)), settings.CURRENCY);
        return model.newDocument({ order_number, ...fields }, newMark("api"), { now: timeOf(done + index) });
      });
      await writing;
      writing = write(documents, done);
      // Until it is awaited.
      writing.catch(() => undefined);
    }
    await writing;
    if (failed > 0) throw new Error(`${failed} of ${total} orders could not be written.`);
  } finally {
    await database.client.close();
    await stop();
  }
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exit(1);
});
