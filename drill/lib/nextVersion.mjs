// Loaded into a backend, makes it a version to come, as far as the present one can see: what it stores and what it says
// has fields and events that are not known yet.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(process.argv[1]));
const { Collection } = require("mongodb");
const { Server, Socket } = require("socket.io");

const NEWS = { next_field: { since: 2, words: ["not", "known", "yet"] } };
const isTold = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const { insertOne, insertMany } = Collection.prototype;
Collection.prototype.insertOne = function (row, ...rest) {
  return insertOne.call(this, { ...row, ...NEWS }, ...rest);
};
Collection.prototype.insertMany = function (rows, ...rest) {
  return insertMany.call(
    this,
    rows.map((row) => ({ ...row, ...NEWS })),
    ...rest,
  );
};

// Its class is not exported.
const BroadcastOperator = Object.getPrototypeOf(new Server().to("all"));
for (const prototype of [BroadcastOperator, Socket.prototype]) {
  const { emit } = prototype;
  prototype.emit = function (name, ...told) {
    if (/^(order|feed|mail|story)-/.test(name)) emit.call(this, "desk-news", NEWS);
    return emit.call(this, name, ...told.map((value) => (isTold(value) ? { ...value, ...NEWS } : value)));
  };
}
