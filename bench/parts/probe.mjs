// Loaded first into a measured server: tells its CPU time, its memory and, where COUNT_ENCODINGS is set, how often Socket.IO
// turned a packet into JSON.
import { createRequire } from "node:module";

const encodings = {};

if (process.env.COUNT_ENCODINGS) {
  const require = createRequire(import.meta.url);
  const { Encoder } = createRequire(require.resolve("socket.io"))("socket.io-parser");
  const { encode } = Encoder.prototype;
  Encoder.prototype.encode = function (packet) {
    const name = Array.isArray(packet.data) ? String(packet.data[0]) : "other";
    encodings[name] = (encodings[name] ?? 0) + 1;
    return encode.call(this, packet);
  };
}

process.on("message", ({ probe }) => {
  if (!probe) return;
  const { user, system } = process.cpuUsage();
  process.send({
    type: "answer",
    answer: { cpuUs: user + system, memory: process.memoryUsage(), encodings },
  });
});
