/** Sides as they come out of the printer: how many, how large, which of them grey, nothing left out. */
import { degrees, PDFDocument, rgb } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { openPdfium, renderPage } from '../../files/prepare/pdfium.ts';
import { createLaySheets } from './lay-apart.ts';

const lay = createLaySheets();
const A4 = [595.28, 841.89] as const;

/** Every page has a red field at its upper left corner, as one reads it; the black ones a black one. */
async function fileOf(pages: readonly { readonly turn?: number; readonly black?: boolean; readonly size?: readonly [number, number] }[]) {
  const pdf = await PDFDocument.create();
  for (const { turn = 0, black = false, size = A4 } of pages) {
    const page = pdf.addPage([...size]);
    const [wide, high] = size;
    page.setRotation(degrees(turn));
    // Where the reader's upper left corner lies on the page before it is turned clockwise.
    const corner = { 0: [0, high - 100], 90: [0, 0], 180: [wide - 100, 0], 270: [wide - 100, high - 100] }[turn] ?? [0, 0];
    const [x = 0, y = 0] = corner;
    page.drawRectangle({ x, y, width: 100, height: 100, color: black ? rgb(0, 0, 0) : rgb(1, 0, 0) });
  }
  return pdf.save();
}

/** Each side's size in points, and the colour at a place given in parts of its width and height from the upper left. */
async function look(pdf: Uint8Array) {
  const pdfium = await openPdfium();
  const at = pdfium.malloc(pdf.length);
  pdfium.HEAPU8.set(pdf, at);
  const document = pdfium.FPDF_LoadMemDocument(at, pdf.length, 0);
  return Array.from({ length: pdfium.FPDF_GetPageCount(document) }, (_, index) => {
    const { rgba, width, height } = renderPage(pdfium, document, index, 842);
    const at4 = (x: number, y: number) => (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
    return { isWide: width > height, at: (x: number, y: number) => [...rgba.subarray(at4(x, y), at4(x, y) + 3)] };
  });
}
const isRed = ([r = 0, g = 0, b = 0]: readonly number[]) => r > 200 && g < 60 && b < 60;
const isGrey = ([r = 0, g = 0, b = 0]: readonly number[]) => Math.abs(r - g) < 4 && Math.abs(g - b) < 4 && r < 200;
const isPaper = ([r = 0, g = 0, b = 0]: readonly number[]) => r > 250 && g > 250 && b > 250;

describe('grey pages', () => {
  it('are all but those in colour, in their place; what had no colour keeps its lines', async () => {
    const pdf = await fileOf([{}, {}, { black: true }, {}]);
    const sides = await look(await lay({ pdf, colorPages: [2], perSide: 1, paper: 'A4' }));
    expect(sides).toHaveLength(4);
    const corner = sides.map((side) => side.at(0.05, 0.04));
    expect(corner.map(isRed)).toEqual([false, true, false, false]);
    expect(corner.map(isGrey)).toEqual([true, false, true, true]);
    const [first, second] = [
      await lay({ pdf, colorPages: [1, 2, 4], perSide: 1, paper: 'A4' }),
      await lay({ pdf, colorPages: [], perSide: 1, paper: 'A4' }),
    ];
    expect(Buffer.from(first).includes('/DCTDecode')).toBe(false);
    expect((await look(second)).map((side) => isGrey(side.at(0.05, 0.04)))).toEqual([true, true, true, true]);
  });

  it.each([0, 90, 180, 270])('turned by %i degrees stay upright', async (turn) => {
    const pdf = await fileOf([{ turn }, { turn }]);
    const sides = await look(await lay({ pdf, colorPages: [1], perSide: 1, paper: 'A4' }));
    expect(sides.map((side) => side.isWide)).toEqual([turn % 180 !== 0, turn % 180 !== 0]);
    expect([isRed(sides[0]?.at(0.04, 0.04) ?? []), isGrey(sides[1]?.at(0.04, 0.04) ?? [])]).toEqual([true, true]);
    expect(isPaper(sides[0]?.at(0.9, 0.9) ?? [])).toBe(true);
  });
});

describe('several pages on a side', () => {
  it('two stand side by side on a wide sheet, the odd one alone', async () => {
    const sides = await look(await lay({ pdf: await fileOf([{}, { black: true }, {}]), colorPages: undefined, perSide: 2, paper: 'A4' }));
    expect(sides.map((side) => side.isWide)).toEqual([true, true]);
    expect(isRed(sides[0]?.at(0.05, 0.06) ?? [])).toBe(true);
    expect(isGrey(sides[0]?.at(0.54, 0.06) ?? [])).toBe(true);
    expect(isRed(sides[1]?.at(0.05, 0.06) ?? [])).toBe(true);
    expect(isPaper(sides[1]?.at(0.54, 0.06) ?? [])).toBe(true);
  });

  it('four are read from left to right, then down', async () => {
    const pages = [{}, { black: true }, { black: true }, {}, {}];
    const sides = await look(await lay({ pdf: await fileOf(pages), colorPages: undefined, perSide: 4, paper: 'A4' }));
    expect(sides.map((side) => side.isWide)).toEqual([false, false]);
    const corners = [
      [0.05, 0.05],
      [0.54, 0.05],
      [0.05, 0.54],
      [0.54, 0.54],
    ].map(([x = 0, y = 0]) => sides[0]?.at(x, y) ?? []);
    expect(corners.map(isRed)).toEqual([true, false, false, true]);
    expect(corners.map(isGrey)).toEqual([false, true, true, false]);
  });

  it.each([90, 180, 270])('turned by %i degrees are upright there too', async (turn) => {
    const pdf = await fileOf([{ turn }, { turn }]);
    const [side] = await look(await lay({ pdf, colorPages: undefined, perSide: 2, paper: 'A4' }));
    expect(isRed(side?.at(turn % 180 === 0 ? 0.05 : 0.06, turn % 180 === 0 ? 0.06 : 0.05) ?? [])).toBe(true);
    // Wide pages stand one above the other.
    expect(side?.isWide).toBe(turn === 180);
  });

  it('come out on the paper that was asked for, empty pages too', async () => {
    const empty = await PDFDocument.create();
    for (let n = 0; n < 3; n += 1) empty.addPage([...A4]);
    const laid = await PDFDocument.load(await lay({ pdf: await empty.save(), colorPages: undefined, perSide: 2, paper: 'Letter' }));
    expect(laid.getPages().map((page) => [page.getWidth(), page.getHeight()])).toEqual([
      [792, 612],
      [792, 612],
    ]);
  });
});

it('what is no PDF is an error, and the next file is laid all the same', async () => {
  await expect(lay({ pdf: Buffer.from('nothing'), colorPages: undefined, perSide: 2, paper: 'A4' })).rejects.toThrow();
  expect(await look(await lay({ pdf: await fileOf([{}]), colorPages: undefined, perSide: 2, paper: 'A4' }))).toHaveLength(1);
});
