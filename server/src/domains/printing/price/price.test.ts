/** Print prices: the lines add up to the last unit, every side is counted once, and the lists of pages mean what they say. */
import { type Paper, type PrintTicket, papers, printSettings, printTicket } from '@parley/contract/api/printing.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPageList, writePageList } from './page-list.ts';
import { type FileToPrice, type PriceList, priceFiles, sidesOf } from './price.ts';
import { readPriceList } from './read-price-list.ts';

const plain = readPriceList(printSettings.parse({}), 'INR');
const ticket = (wanted: Partial<PrintTicket> = {}): PrintTicket => printTicket.parse(wanted);

function priced(list: PriceList, files: readonly FileToPrice[], rush = false) {
  const result = priceFiles(list, files, { rush });
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

const told = (list: PriceList, files: readonly FileToPrice[], rush = false) =>
  priced(list, files, rush).lines.map((line) => [
    line.kind.what === 'pages' ? `${line.kind.mode} ${line.kind.paper} ${line.kind.twoSided ? 'two' : 'one'}` : line.kind.what,
    line.quantity,
    Number(line.unitPrice.minor),
  ]);

describe('what printing costs', () => {
  it('two rupees a page in black and white and ten in colour, when nobody said otherwise', () => {
    expect(told(plain, [{ pages: 3, ticket: ticket({ copies: 2 }) }])).toEqual([['bw A4 one', 6, 200]]);
    expect(told(plain, [{ pages: 3, ticket: ticket({ mode: 'color' }) }])).toEqual([['color A4 one', 3, 1_000]]);
  });

  it('with a list of pages those are in colour and the others are not', () => {
    expect(told(plain, [{ pages: 5, ticket: ticket({ mode: 'both', color_pages: '1, 4-5', copies: 3 }) }])).toEqual([
      ['color A4 one', 9, 1_000],
      ['bw A4 one', 6, 200],
    ]);
  });

  it('several pages on a side are one side, in colour when one of them is', () => {
    const four = ticket({ mode: 'both', color_pages: '6', pages_per_sheet: 4 });
    expect(sidesOf({ pages: 9, ticket: four })).toEqual([false, true, false]);
    expect(told(plain, [{ pages: 9, ticket: four }])).toEqual([
      ['bw A4 one', 2, 200],
      ['color A4 one', 1, 1_000],
    ]);
  });

  it('both sides cost their share, and the last of an odd number has its sheet for itself', () => {
    const list = readPriceList(printSettings.parse({ two_sided_percent: 75 }), 'INR');
    const both = { pages: 5, ticket: ticket({ sides: 'two_long_edge', copies: 2 }) };
    expect(told(list, [both])).toEqual([
      ['bw A4 two', 8, 150],
      ['bw A4 one', 2, 200],
    ]);
    expect(priced(list, [both]).work).toEqual([{ printedSides: 10, sheets: 6, needsColor: false }]);
  });

  it('many pages of a kind are cheaper, counted over all files', () => {
    const list = readPriceList(
      printSettings.parse({
        bw: {
          price: '2.00',
          breaks: [
            { from: 10, price: '1.50' },
            { from: 100, price: '1.25' },
          ],
        },
      }),
      'INR',
    );
    const file = (pages: number): FileToPrice => ({ pages, ticket: ticket() });
    expect(told(list, [file(9)])).toEqual([['bw A4 one', 9, 200]]);
    expect(told(list, [file(9), file(1)])).toEqual([['bw A4 one', 10, 150]]);
    expect(told(list, [file(60), file(40)])).toEqual([['bw A4 one', 100, 125]]);
  });

  it('a small order is topped up to the minimum, and rush comes on top', () => {
    const list = readPriceList(printSettings.parse({ minimum: '15.00', rush: { offered: true, price: '25.00' } }), 'INR');
    expect(told(list, [{ pages: 2, ticket: ticket() }], true)).toEqual([
      ['bw A4 one', 2, 200],
      ['minimum', 1, 1_100],
      ['rush', 1, 2_500],
    ]);
    expect(told(plain, [{ pages: 2, ticket: ticket() }], true)).toEqual([['bw A4 one', 2, 200]]);
  });

  it('pages that are not in the file, no list, and papers nobody offers are refused, naming the file', () => {
    const fine: FileToPrice = { pages: 2, ticket: ticket() };
    for (const color_pages of ['3', '0', '2-1', undefined])
      expect(
        priceFiles(
          plain,
          [fine, { pages: 2, ticket: { ...ticket({ mode: 'both' }), ...(color_pages === undefined ? {} : { color_pages }) } }],
          { rush: false },
        ),
      ).toEqual({
        problem: 'pages_invalid',
        file: 1,
      });
    expect(priceFiles(plain, [{ pages: 2, ticket: ticket({ paper: 'A3' }) }], { rush: false })).toEqual({
      problem: 'paper_not_offered',
      file: 0,
    });
    const single = readPriceList(printSettings.parse({ two_sided: false }), 'INR');
    expect(priceFiles(single, [{ pages: 2, ticket: ticket({ sides: 'two_short_edge' }) }], { rush: false })).toMatchObject({
      problem: 'paper_not_offered',
    });
  });
});

const pagePrice = fc.record({
  minor: fc.bigInt({ min: 0n, max: 1_000_000n }),
  breaks: fc.uniqueArray(fc.record({ from: fc.integer({ min: 2, max: 3_000 }), minor: fc.bigInt({ min: 0n, max: 1_000_000n }) }), {
    selector: (each) => each.from,
    maxLength: 4,
  }),
});
const priceLists: fc.Arbitrary<PriceList> = fc.record({
  currency: fc.constant('INR'),
  bw: pagePrice,
  color: pagePrice,
  papers: fc
    .tuple(...papers.map(() => fc.integer({ min: 1, max: 1_000 })))
    .map((percents) => new Map<Paper, number>(papers.map((paper, at) => [paper, percents[at] ?? 100]))),
  offersTwoSided: fc.constant(true),
  twoSidedPercent: fc.integer({ min: 1, max: 100 }),
  minimumMinor: fc.bigInt({ min: 0n, max: 10_000n }),
  rushMinor: fc.option(fc.bigInt({ min: 0n, max: 10_000n }), { nil: undefined }),
});
const filesToPrice: fc.Arbitrary<FileToPrice> = fc
  .record({
    pages: fc.integer({ min: 1, max: 200 }),
    colors: fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 30 }),
    mode: fc.constantFrom('bw' as const, 'color' as const, 'both' as const),
    copies: fc.integer({ min: 1, max: 100 }),
    paper: fc.constantFrom(...papers),
    sides: fc.constantFrom('one' as const, 'two_long_edge' as const, 'two_short_edge' as const),
    per: fc.constantFrom(1 as const, 2 as const, 4 as const),
  })
  .map(({ pages, colors, mode, copies, paper, sides, per }) => {
    const inFile = [...new Set(colors.map((page) => ((page - 1) % pages) + 1))].toSorted((a, b) => a - b);
    const wanted = { mode, copies, paper, sides, pages_per_sheet: per };
    return { pages, ticket: printTicket.parse(mode === 'both' ? { ...wanted, color_pages: writePageList(inFile) } : wanted) };
  });

describe('whatever is printed', () => {
  it('lines are quantity times price, add up to the total, and count every side once', () => {
    fc.assert(
      fc.property(priceLists, fc.array(filesToPrice, { minLength: 1, maxLength: 10 }), fc.boolean(), (list, files, rush) => {
        const { lines, linesTotal, work } = priced(list, files, rush);
        for (const line of lines) expect(line.total.minor).toBe(line.unitPrice.minor * BigInt(line.quantity));
        expect(linesTotal.minor).toBe(lines.reduce((sum, line) => sum + line.total.minor, 0n));
        const pages = lines.filter((line) => line.kind.what === 'pages');
        const sides = files.map(({ pages: count, ticket: { pages_per_sheet: per, copies } }) => Math.ceil(count / per) * copies);
        expect(pages.reduce((sum, line) => sum + line.quantity, 0)).toBe(sides.reduce((sum, each) => sum + each, 0));
        expect(work.map((each) => each.printedSides)).toEqual(sides);
        expect(linesTotal.minor >= list.minimumMinor).toBe(true);
        for (const each of work) expect(each.sheets <= each.printedSides && each.sheets * 2 >= each.printedSides).toBe(true);
        const names = lines.map((line) => JSON.stringify(line.kind));
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('more colour never costs less where colour is dearer', () => {
    fc.assert(
      fc.property(filesToPrice, (file) => {
        const as = (mode: 'bw' | 'color') => priced(plain3(), [{ ...file, ticket: { ...file.ticket, mode } }]).linesTotal.minor;
        const given = priced(plain3(), [file]).linesTotal.minor;
        expect(as('bw') <= given && given <= as('color')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('a list of pages that was written is read as it was', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 100 }), (pages) => {
        const sorted = pages.toSorted((a, b) => a - b);
        expect(readPageList(writePageList(sorted), 2_000)).toEqual(sorted);
      }),
    );
  });
});

function plain3(): PriceList {
  return { ...plain, papers: new Map(papers.map((paper) => [paper, 100])) };
}
