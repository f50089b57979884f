/** Tables survive being written and read, and no cell can run in a spreadsheet. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCsv, writeCsv } from './csv.ts';

it('what is written is read back, quotes, line ends and commas included', () => {
  const cell = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text) && text.trim() !== '' && !text.startsWith('\uFEFF'));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
      expect(readCsv(writeCsv([['a', 'b', 'c'], ...rows]))).toEqual([['a', 'b', 'c'], ...rows]);
    }),
  );
});

it('a cell that a spreadsheet would run is made harmless; a negative number stays a number', () => {
  expect(writeCsv([['=1+1', '@x', '-5.00', '+44', '-cmd', null]])).toBe("\uFEFF'=1+1,'@x,-5.00,'+44,'-cmd,\r\n");
});

it('other separators and line ends are understood, an open quote is not', () => {
  expect(readCsv('a;b\n1;"2;3"\n\n')).toEqual([
    ['a', 'b'],
    ['1', '2;3'],
  ]);
  expect(readCsv('a,"b\n1,2')).toBeUndefined();
});
