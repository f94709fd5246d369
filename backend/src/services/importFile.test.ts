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

test("when lines are skipped, or a cell has line ends of its own, then the numbers are those of an editor", async () => {
  const text = 'a,b\r\n1,"x\r\ny"\r\n\r\n,\r\n"\r\n",\r\n2,3\r4,5\n6,7';
  const { lines } = await readFile(Buffer.from(text));
  expect(lines.map(({ line, cells }) => [line, cells[0]])).toEqual([
    [3, "1"],
    [8, "2"],
    [9, "4"],
    [10, "6"],
  ]);
});

test.each([
  '"Name of\r\nthe customer";"E-mail, if any";Product\r\n1;2;3',
  '\n\n"E-mail, of ""home""\n, or none";b;c\n1;2;3',
  'Name; "E-mail, if any, or none"; Product\n1;2;3',
  'Size in ";b;c\n1;2;3',
  'Size";b;"c\n, d, e"\n1;2;3',
  'a\t"b,\nc"\t"d, e, f, g"\n1\t2\t3',
])(
  "when a heading of %j has line ends or quotation marks, then what stands between its cells is found",
  async (text) => {
    expect((await readFile(Buffer.from(text))).lines).toMatchObject([{ cells: ["1", "2", "3"] }]);
  },
);

test.each([
  ['a,b\r\n1,"x\r\ny"\r\n2,"open', 4],
  ['a,b\n\n\n"open', 4],
  ['a,b\n1,2\n"open', 3],
])("when a quotation mark is not closed in %j, then line %d is named", async (begin, line) => {
  const text = begin + "\r\nz,z".repeat(9);
  await expect(readFile(Buffer.from(text))).rejects.toMatchObject({
    extras: { errors: [{ message: expect.stringContaining(`Line ${line}: a quotation mark`) as string }] },
  });
});
