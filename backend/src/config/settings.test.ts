import { describe, expect, it } from "vitest";
import { parseSettings, SettingsError } from "./settings.js";

const problems = (env: Record<string, string>): string => {
  try {
    parseSettings(env);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  return "";
};

describe("parseSettings", () => {
  it("when nothing is set, then the defaults are those of the README", () => {
    expect(parseSettings({})).toMatchObject({
      HOST: "127.0.0.1",
      PORT: 3001,
      FRONTEND_PORT: 3000,
      FRONTEND_URL: ["http://localhost:3000"],
      EMAIL_PORT: 587,
      CURRENCY: "USD",
      SHOP_NAME: "Order desk",
      LOG_LEVEL: "info",
      mailFrom: '"Order desk" <orders@localhost>',
      mailDomain: "localhost",
    });
    expect(parseSettings({}).MONGODB_URI).toBeUndefined();
    expect(parseSettings({}).EMAIL_HOST).toBeUndefined();
    expect(parseSettings({}).DATA_DIR).toMatch(/\.data$/);
  });

  it("when a value is empty or blank, then it counts as not given", () => {
    expect(parseSettings({ PORT: "", EMAIL_HOST: "  ", MONGODB_URI: "" })).toMatchObject({ PORT: 3001 });
    expect(parseSettings({ EMAIL_HOST: " " }).EMAIL_HOST).toBeUndefined();
  });

  it("when several values are wrong, then all are named at once, and no value is repeated", () => {
    const env = {
      MONGODB_URI: "postgres://user:hunter2@host/db",
      PORT: "70000",
      FRONTEND_URL: "localhost:3000",
      EMAIL_PORT: "smtp",
      EMAIL_FROM: "no address",
      EMAIL_TIMEOUT_SECONDS: "4",
      CURRENCY: "EURO",
      SHOP_NAME: "x".repeat(81),
      LOG_LEVEL: "loud",
      LOG_FORMAT: "xml",
    };
    const message = problems(env);
    for (const name of Object.keys(env))
      expect(message).toMatch(new RegExp(`^  ${name} must|^  ${name} `, "m"));
    expect(message).not.toContain("hunter2");
  });

  it.each(["0", "-1", "1.5", "65536", "3001x", "NaN"])("when PORT is %s, then it is refused", (PORT) => {
    expect(problems({ PORT })).toContain("PORT");
  });

  it.each([
    ["http://localhost:3000/", ["http://localhost:3000"]],
    [" http://a.example , https://b.example:8443 ", ["http://a.example", "https://b.example:8443"]],
  ])("when FRONTEND_URL is %j, then the origins are %j", (FRONTEND_URL, origins) => {
    expect(parseSettings({ FRONTEND_URL }).FRONTEND_URL).toEqual(origins);
  });

  it("when only FRONTEND_PORT is given, then the dashboard on it may use the API; FRONTEND_URL wins", () => {
    expect(parseSettings({ FRONTEND_PORT: "3010" }).FRONTEND_URL).toEqual(["http://localhost:3010"]);
    const both = { FRONTEND_PORT: "3010", FRONTEND_URL: "https://desk.example" };
    expect(parseSettings(both).FRONTEND_URL).toEqual(["https://desk.example"]);
    expect(problems({ FRONTEND_PORT: "99999" })).toContain("FRONTEND_PORT");
  });

  it.each(["http://localhost:3000/orders", "localhost", "*", "http://", "file:///x"])(
    "when FRONTEND_URL is %j, then it is refused",
    (FRONTEND_URL) => {
      expect(problems({ FRONTEND_URL })).toContain("FRONTEND_URL");
    },
  );

  it.each([
    [{ EMAIL_FROM: "shop@example.com" }, '"Order desk" <shop@example.com>', "example.com"],
    [{ EMAIL_FROM: "Corner <c@shop.example>" }, "Corner <c@shop.example>", "shop.example"],
    [{ EMAIL_USER: "me@gmail.com" }, '"Order desk" <me@gmail.com>', "gmail.com"],
    [{ EMAIL_USER: "apikey" }, '"Order desk" <orders@localhost>', "localhost"],
    [{ SHOP_NAME: 'The "Best" Shop' }, '"The \\"Best\\" Shop" <orders@localhost>', "localhost"],
  ])("when the mail settings are %j, then mails come from %s", (env, mailFrom, mailDomain) => {
    expect(parseSettings(env)).toMatchObject({ mailFrom, mailDomain });
  });

  it.each(["a@b.com\nBcc: c@d.com", "x", "a@b.com, c@d.com", "<>"])(
    "when EMAIL_FROM is %j, then it is refused",
    (EMAIL_FROM) => {
      expect(problems({ EMAIL_FROM })).toContain("EMAIL_FROM");
    },
  );
});
