// The load of `throughput`: the same requests to either server.
import { sampleOrder } from "@order-desk/contract/samples";
import autocannon from "autocannon";
import { answer } from "./answer.mjs";

const requests = Array.from({ length: 64 }, (_, index) => ({
  method: "POST",
  path: "/api/orders",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(sampleOrder(index)),
}));

answer(async ({ url, connections, seconds }) => {
  const found = await autocannon({ url, connections, duration: seconds, requests });
  const { "2xx": ok, non2xx, errors, timeouts, duration, latency } = found;
  return { ok, failed: non2xx + errors + timeouts, perSecond: ok / duration, p99: latency.p99 };
});
