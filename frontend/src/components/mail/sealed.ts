// Makes a mail's HTML harmless to look at, beside the frame's sandbox, without changing how it looks.

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'";
// The sandbox opens no window, so that a link leads nowhere instead of loading something into the frame.
const RULES = `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><base target="_blank">`;

/** In its head where it has one: in front of its doctype it would be drawn by other rules than it was made for. */
export const sealed = (html: string): string =>
  /<head\b[^>]*>/i.test(html) ? html.replace(/<head\b[^>]*>/i, (head) => head + RULES) : RULES + html;
