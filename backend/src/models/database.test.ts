import { describe, expect, it } from "vitest";
import { databaseName, withoutSecrets } from "./database.js";

describe("databaseName", () => {
  it.each([
    ["mongodb://localhost:27017/shop?replicaSet=rs0", "shop"],
    ["mongodb://a:1,b:2/?replicaSet=rs0", "orderdb"],
    ["mongodb+srv://user:secret@cluster.example", "orderdb"],
  ])("when the URI is %s, then the orders are in %s", (uri, name) => {
    expect(databaseName(uri)).toBe(name);
  });
});

describe("withoutSecrets", () => {
  it.each([
    ["mongodb://127.0.0.1:27117/orderdb?replicaSet=rs0", "mongodb://127.0.0.1:27117/orderdb?replicaSet=rs0"],
    ["mongodb://ann:secret@a:1,b:2/shop", "mongodb://…@a:1,b:2/shop"],
    ["mongodb+srv://ann:se%2Fcret@cluster.example", "mongodb+srv://…@cluster.example"],
    [
      "mongodb://ann:secret@a/shop?replicaSet=rs0&tlsCertificateKeyFilePassword=secret",
      "mongodb://…@a/shop?replicaSet=rs0",
    ],
    ["mongodb://a/?authMechanismProperties=AWS_SESSION_TOKEN:secret@x", "mongodb://a/"],
  ])("when the URI is %s, then it is shown as %s", (uri, shown) => {
    expect(withoutSecrets(uri)).toBe(shown);
  });
});
