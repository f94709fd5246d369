import { expect, test } from "vitest";
import { readFile } from "./importFile.js";

/** What a line of a file must be put together from, wherever it is cut for reading. */
const CELLS = ["Zoë 😀 شحنة", 'a "quoted" word', "two\r\nlines", "", "a, b"];
const LINES = 600;

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

test.each(["\r\n", "\n"])("when a file is long, then it is read the same wherever it is cut", async (end) => {
  const line = CELLS.map(quoted).join(",");
  // Each line is one byte shorter or longer against the cuts than in the file before.
  for (let shift = 0; shift < 64; shift++) {
    const headings = ["1", "2", "3", "4", "x".repeat(shift + 1)];
    const text = [headings.join(","), ...Array.from({ length: LINES }, () => line)].join(end) + end;
    const { lines, headings: found } = await readFile(Buffer.from(text));
    expect(found).toEqual(headings);
    expect(lines).toHaveLength(LINES);
    for (const [index, { cells, line: at }] of lines.entries()) {
      expect(cells).toEqual(CELLS);
      expect(at).toBe(2 * index + 3);
    }
  }
});
