import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileShape } from '#core/import/job.ts';
import type { Line } from '#core/import/portion.ts';
import { readPortion } from './read-portion.ts';

/** A file in memory that is read by ranges, as R2's are. */
function stored(text: string) {
  const bytes = new TextEncoder().encode(text);
  const get = (_key: string, { range }: { range: { offset: number; length: number } }) =>
    Promise.resolve({
      arrayBuffer: () => Promise.resolve(bytes.slice(range.offset, range.offset + range.length).buffer),
    });
  return { bytes: bytes.byteLength, file: { get } as unknown as Pick<R2Bucket, 'get'> };
}

async function readAll(text: string, shape: Partial<FileShape>, portionBytes: number): Promise<Line[]> {
  const { bytes, file } = stored(text);
  const whole: FileShape = { kind: 'csv', source: 'x', bytes, ...shape };
  const lines: Line[] = [];
  for (let at = { byte: 0, line: 0 }, turn = 0; ; turn++) {
    const portion = await readPortion(file, whole, at, portionBytes);
    lines.push(...portion.lines);
    if (portion.atEnd) return lines;
    if (portion.next.byte <= at.byte || turn > 10_000) throw new Error(`stands still at byte ${at.byte}`);
    at = portion.next;
  }
}

const HEADER = ['a', 'b'];
const cell = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('"', 'x\r\ny', 'ü\n', ',', '', 'é'));
const quoted = (value: string) =>
  /[",\r\n]|^\s|\s$/.test(value) || value === '' ? `"${value.replaceAll('"', '""')}"` : value;

describe('a CSV file read in portions', () => {
  it('gives every record once, with its line, wherever the portions end', async () => {
    const records = fc.array(
      fc.tuple(cell, cell).filter(([a, b]) => (a + b).trim() !== ''),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(
        records,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 120, max: 400 }),
        async (rows, end, size) => {
          const text = [HEADER, ...rows].map((row) => row.map(quoted).join(',')).join(end);
          const lines = await readAll(text, { header: HEADER, delimiter: ',' }, size);
          expect(lines.map(({ record }) => [record?.['a'], record?.['b']])).toEqual(rows);
          const before = rows.map((_, index) =>
            [HEADER, ...rows.slice(0, index)].map((row) => row.map(quoted).join(',')).join(end),
          );
          expect(lines.map(({ line }) => line)).toEqual(before.map((part) => part.split('\n').length + 1));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('refuses a line whose quote is never closed, and goes on behind it', async () => {
    const text = 'a,b\n1,2\n"open,3\n4,5\n6,7';
    const lines = await readAll(text, { header: HEADER, delimiter: ',' }, 1_000);
    expect(lines.map(({ line, record }) => [line, record?.['a']])).toEqual([
      [2, '1'],
      [3, undefined],
      [4, '4'],
      [5, '6'],
    ]);
    expect(lines[1]?.problem).toMatch(/quotation mark is opened/);
  });
});

describe('a file of JSON lines', () => {
  it('gives every object once, and refuses what is none', async () => {
    const text = '{"a":1}\n\n{"a":"ü"}\r\n[1]\n{"a":';
    const lines = await readAll(text, { kind: 'ndjson' }, 13);
    expect(lines.map(({ line, record }) => [line, record?.['a']])).toEqual([
      [1, 1],
      [3, 'ü'],
      [4, undefined],
      [5, undefined],
    ]);
  });
});
