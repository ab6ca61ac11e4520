import { expect, it } from 'vitest';
import { hostileWorkbooks, plainWorkbook } from '#testing/hostile-files.ts';
import { readTable } from './read-table.ts';

const read = (bytes: Buffer) => readTable({ name: 'danh sách.xlsx', bytes: new Uint8Array(bytes) });

/** What each hostile workbook is told; null for the one that is harmless here and is read. */
const ANSWERS: Record<keyof typeof hostileWorkbooks, string | null> = {
  'says that it unpacks to seven hundred million bytes': 'too-big-inside',
  'unpacks to seven hundred million bytes and says a hundred': 'damaged',
  'has three million cells in one row': 'damaged',
  'has two million rows without numbers': 'too-many-rows',
  'has a cell at the far end of the sheet in every row': 'too-big-inside',
  'says one text of a million letters in twenty thousand rows': 'too-many-cells',
  'has an entity that means a thousand million others': null,
  'is nested ten million deep': 'no-rows',
  'merges two million times': 'too-many-cells',
  'was cut off in the middle': 'damaged',
};

it('every hostile workbook has its answer here', () => {
  expect(Object.keys(ANSWERS)).toEqual(Object.keys(hostileWorkbooks));
});

it.each(Object.entries(ANSWERS))(
  'a workbook that %s costs one answer',
  async (name, code) => {
    const result = await read(hostileWorkbooks[name]!());
    if (code !== null)
      expect(result).toMatchObject({ refusal: { code: `spreadsheet.${code}`, field: 'file' } });
    // An entity stays the text that it is.
    else expect(result).toMatchObject({ value: { sheets: [{ rows: [{ cells: [{ text: '&l9;' }] }] }] } });
  },
  60_000,
);

it('an honest one between them is read', async () => {
  const bombs = ['merges two million times', 'has two million rows without numbers'] as const;
  const all = await Promise.all([
    ...bombs.map((name) => read(hostileWorkbooks[name]!())),
    read(plainWorkbook()),
  ]);
  expect(all.map((result) => result.ok)).toEqual([false, false, true]);
}, 60_000);
