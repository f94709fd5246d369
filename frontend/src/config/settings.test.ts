import { expect, test } from "vitest";
import { readSettings } from "./settings";

const from = (environment: Record<string, string>) => readSettings(environment as NodeJS.ProcessEnv);

test("when nothing is set, then the defaults hold", () => {
  expect(from({})).toEqual({
    apiUrl: "http://localhost:3001",
    shopName: "Order desk",
    currency: "USD",
    undoSeconds: 10,
  });
  expect(from({ API_URL: "", SHOP_NAME: " ", CURRENCY: "" })).toEqual(from({}));
});

test("when only the port of the API is set, then it is called there", () => {
  expect(from({ PORT: "4001" }).apiUrl).toBe("http://localhost:4001");
});

test("when everything is set, then it is used, without the slash at the end", () => {
  expect(
    from({
      API_URL: "https://desk.example/",
      SHOP_NAME: "Casa Verde",
      CURRENCY: "EUR",
      PORT: "1",
      UNDO_SECONDS: "0",
    }),
  ).toEqual({
    apiUrl: "https://desk.example",
    shopName: "Casa Verde",
    currency: "EUR",
    undoSeconds: 0,
  });
});

test("when values are wrong, then all of them are named", () => {
  const read = () => from({ API_URL: "localhost:3001", PORT: "70000", CURRENCY: "eur", UNDO_SECONDS: "61" });
  expect(read).toThrow(
    /API_URL: must be an address[^]*PORT: must be a port[^]*CURRENCY: The currency must be[^]*UNDO_SECONDS: must be a whole number/,
  );
});
