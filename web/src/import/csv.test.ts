import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvCell } from '#core/import/error-file.ts';
import { delimiterOf, readCsv } from './csv.ts';

it('reads what spreadsheets write', () => {
  const text = '\u{FEFF}Short;"Long; URL";Tags\r\na;"say ""hi""\r\nthere";x\r\n\r\nb;;y';
  expect(delimiterOf(text)).toBe(';');
  expect(readCsv(text, 10)).toEqual([
    ['Short', 'Long; URL', 'Tags'],
    ['a', 'say "hi"\r\nthere', 'x'],
    ['b', '', 'y'],
  ]);
  expect(readCsv(text, 1)).toHaveLength(1);
  expect(readCsv('', 5)).toEqual([]);
});

it('reads the lines of an error file as they were written', () => {
  const unit = fc.constantFrom('a', 'é', ' ', '"', ',', ';', '\n', '\r\n');
  const content = fc.string({ unit, maxLength: 12 }).filter((text) => !text.startsWith('\r'));
  fc.assert(
    fc.property(content, content, (reason, line) => {
      const [row] = readCsv(`7,${csvCell(reason)},${csvCell(line)}\r\n`, 1, ',');
      expect(row?.[0]).toBe('7');
      expect([row?.[1], row?.[2]]).toEqual([reason, line]);
    }),
  );
});
