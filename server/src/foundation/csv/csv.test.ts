/** Tables survive being written and read, no cell can run in a spreadsheet, and broken lines stand alone. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAsWritten, readCsv, separatorOf, writeCsv } from './csv.ts';
import { csvRows, separatorOfBytes } from './csv-rows.ts';
import { toUtf8 } from './to-utf8.ts';

async function rowsOf(text: string) {
  const bytes = Buffer.from(text);
  const rows = [];
  for await (const row of csvRows(bytes, separatorOfBytes(bytes))) rows.push(row);
  return rows;
}

describe('whole tables', () => {
  it('what is written is read back, quotes, line ends, commas and formulas included', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', "'", '=', '-', '1', ' ', 'é') }).map((text) => `${text}x`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), async (rows) => {
        const text = writeCsv([['a', 'b', 'c'], ...rows]);
        const undone = (readCsv(text) ?? []).map((row) => row.map(cellAsWritten));
        expect(undone).toEqual([['a', 'b', 'c'], ...rows]);
        const { bytes } = toUtf8(Buffer.from(text));
        const streamed = [];
        for await (const { cells } of csvRows(bytes, ',')) streamed.push(cells.map(cellAsWritten));
        expect(streamed).toEqual([['a', 'b', 'c'], ...rows]);
      }),
      { numRuns: 300 },
    );
  });

  it('a cell that a spreadsheet would run is made harmless; a negative number stays a number', () => {
    expect(writeCsv([['=1+1', '@x', '-5.00', '+44', '-cmd', null, "'=1", "it's"]])).toBe("\uFEFF'=1+1,'@x,-5.00,'+44,'-cmd,,''=1,it's\r\n");
  });

  it('other separators and line ends are understood, an open quote is not', () => {
    expect(readCsv('a;b\n1;"2;3"\n\n')).toEqual([
      ['a', 'b'],
      ['1', '2;3'],
    ]);
    expect(readCsv('a,"b\n1,2')).toBeUndefined();
    expect(separatorOf('"a;b;c;d",b\n')).toBe(',');
  });
});

describe('rows of a large table', () => {
  it('rows are numbered as a spreadsheet does, empty lines and cells of several lines included', async () => {
    expect((await rowsOf('a,b\r\n\r\n1,"two\r\nlines"\r\n3,4')).map(({ row, cells }) => [row, ...cells])).toEqual([
      [1, 'a', 'b'],
      [3, '1', 'two\r\nlines'],
      [4, '3', '4'],
    ]);
  });

  it('a broken quote spoils its own line alone, wherever it stands', async () => {
    for (const broken of ['"x,3', '"x"y,3', '1,"'])
      expect(
        (await rowsOf(`a,b\n1,2\n${broken}\n4,5\n6,"7"\n8,9`)).map(({ row, isBroken, cells }) => [row, isBroken ? 'broken' : cells.join()]),
      ).toEqual([
        [1, 'a,b'],
        [2, '1,2'],
        [3, 'broken'],
        [4, '4,5'],
        [5, '6,7'],
        [6, '8,9'],
      ]);
  });

  it('a quote inside a plain cell is a letter', async () => {
    expect((await rowsOf('a,b\n15" screen,2\n3,4')).map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['15" screen', '2'],
      ['3', '4'],
    ]);
  });
});

describe('encodings', () => {
  const text = 'name,price\nCafé crème – ₹,1\n';
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('%s is recognised', (encoding, bytes) => {
    const read = toUtf8(bytes);
    expect(read.encoding).toBe(encoding);
    expect(read.bytes.toString('utf8')).toBe(text);
  });

  it('bytes that are no UTF-8 are Windows-1252', () => {
    const read = toUtf8(Buffer.from([0x43, 0x61, 0x66, 0xe9, 0x20, 0x80]));
    expect(read).toMatchObject({ encoding: 'windows-1252' });
    expect(read.bytes.toString('utf8')).toBe('Café €');
  });
});
