// Times GET after GET over one connection that is kept.
import { Agent, get } from "node:http";
import { answer } from "./answer.mjs";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

const fetchOnce = (url) =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now();
    get(url, { agent }, (response) => {
      response.resume();
      response.on("end", () =>
        response.statusCode === 200
          ? resolve(performance.now() - startedAt)
          : reject(new Error(`${url} gave ${response.statusCode}`)),
      );
    }).on("error", reject);
  });

answer(async ({ url, samples }) => {
  const found = [];
  for (let n = 0; n < samples; n++) found.push(await fetchOnce(url));
  return found;
});
