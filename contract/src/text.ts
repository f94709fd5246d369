// Rules for the texts of an order. Each message says what to mend, so that a form and a `curl` user read the same.
import * as z from "zod/mini";

/** Longest customer or product name, in UTF-16 code units. */
export const NAME_MAX = 200;
/** Longest address an SMTP path can hold (RFC 5321 §4.5.3.1.3, without the angle brackets). */
export const EMAIL_MAX = 254;

// C0 and C1 controls and the two line separators: they break mail headers, logs and CSV.
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
// The unquoted form of RFC 5322 addr-spec; quoted local parts and address literals are refused.
const LOCAL_PART = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+$/i;
const DOMAIN_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?$/u;

type Issue = { readonly input?: unknown };
const required = (what: string) => (issue: Issue) =>
  issue.input === undefined ? `${what} is required` : `${what} must be text`;

// Before trimming: a trailing line break is refused too, not repaired in silence.
const withoutControls = (what: string) =>
  z.refine<string>((text) => !CONTROL.test(text) && text.isWellFormed(), {
    error: `${what} must be one line of text without control characters`,
    abort: true,
  });

/** One trimmed line of 1 to `max` code units without control characters. */
export const oneLine = (what: string, max: number) =>
  z
    .string({ error: required(what) })
    .check(
      withoutControls(what),
      z.trim(),
      z.minLength(1, `${what} must not be empty`),
      z.maxLength(max, `${what} must be at most ${max} characters long`),
    );

/** What is wrong with an address, said so that it can be mended; undefined when it is one whole address. */
export function emailProblem(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  if (at < 0) return "This is not a whole address: it needs an @, as in name@shop.com";
  const local = address.slice(0, at);
  const labels = address.slice(at + 1).split(".");
  if (/[\s,;]/.test(address)) return "One address only, without spaces, commas or semicolons";
  if (local === "") return "This is not a whole address: the part before @ is missing";
  if (local.length > 64) return "The part before @ must be at most 64 characters long";
  if (!LOCAL_PART.test(local) || local.startsWith(".") || local.endsWith(".") || local.includes(".."))
    return "The part before @ has a character or a dot that an address cannot have there";
  if (labels.length < 2)
    return "This is not a whole address: the part after @ needs a dot, as in name@shop.com";
  if (!labels.every((label) => label.length <= 63 && DOMAIN_LABEL.test(label)))
    return "The part after @ must be a domain name, as in name@shop.com";
  if ((labels.at(-1) ?? "").length < 2)
    return "The part after the last dot is too short, as in name@shop.com";
  return undefined;
}

/** One e-mail address, trimmed. */
export const emailAddress = z.string({ error: required("The e-mail address") }).check(
  withoutControls("The e-mail address"),
  z.trim(),
  z.minLength(1, "The e-mail address must not be empty"),
  z.maxLength(EMAIL_MAX, `The e-mail address must be at most ${EMAIL_MAX} characters long`),
  z.superRefine((address, context) => {
    const message = emailProblem(address);
    if (message) context.addIssue({ code: "custom", message });
  }),
);
