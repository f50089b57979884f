/**
 * Lays a file's pages out as the sides that come out of the printer: grey where no colour was paid for, several on a side. Works on pages
 * that were made clean before, in a thread of its own; knows no job.
 */
import { degrees, PDFDocument, type PDFPage, type PDFDocument as Pdf } from '@cantoo/pdf-lib';
import type { Paper } from '@parley/contract/api/printing.ts';
import sharp from 'sharp';
import { openPdfium, type RawPdfium, renderPage } from '../../files/prepare/pdfium.ts';

export interface Laying {
  /** The file as it stands: one page after another. */
  readonly pdf: Uint8Array;
  /** 1-based; all others become grey. Undefined: every page stays as it is. */
  readonly colorPages: readonly number[] | undefined;
  readonly perSide: 1 | 2 | 4;
  readonly paper: Paper;
}

interface Size {
  readonly width: number;
  readonly height: number;
}
/** Draws the page upright into a box. */
type Drawn = Size & { draw(on: PDFPage, at: { readonly x: number; readonly y: number; readonly scale: number }): void };

/** Points, upright. */
const sheets: Readonly<Record<Paper, Size>> = {
  A3: { width: 841.89, height: 1190.55 },
  A4: { width: 595.28, height: 841.89 },
  A5: { width: 419.53, height: 595.28 },
  Letter: { width: 612, height: 792 },
  Legal: { width: 612, height: 1008 },
};
const MARGIN = 14.17;
const DOTS_PER_POINT = 300 / 72;
const MOST_DOTS = 5_000;

export async function laySheets({ pdf, colorPages, perSide, paper }: Laying): Promise<Uint8Array> {
  const source = await PDFDocument.load(pdf, { updateMetadata: false });
  const out = await PDFDocument.create({ updateMetadata: false });
  const grey = colorPages === undefined ? undefined : await openGrey(pdf, out);
  const inColor = new Set(colorPages);
  const pages: Drawn[] = [];
  for (const [index, page] of source.getPages().entries()) {
    const greyed = grey && !inColor.has(index + 1) ? await grey(index, uprightSize(page)) : undefined;
    pages.push(greyed ?? (await embedded(out, page)));
  }
  if (perSide === 1) for (const page of pages) page.draw(out.addPage([page.width, page.height]), { x: 0, y: 0, scale: 1 });
  else layGrid(out, pages, perSide, sheets[paper]);
  return out.save();
}

function layGrid(out: Pdf, pages: readonly Drawn[], perSide: 2 | 4, sheet: Size): void {
  const [first] = pages;
  if (!first) return;
  const turned = { width: sheet.height, height: sheet.width };
  const grids = (perSide === 2 ? [[2, 1] as const, [1, 2] as const] : [[2, 2] as const]).flatMap(([columns, rows]) =>
    [sheet, turned].map((on) => ({ on, columns, rows, cell: cellOf(on, columns, rows) })),
  );
  const best = grids.reduce((a, b) => (scaleInto(first, b.cell) > scaleInto(first, a.cell) ? b : a));
  const { on, columns, cell } = best;
  for (let start = 0; start < pages.length; start += perSide) {
    const side = out.addPage([on.width, on.height]);
    for (const [place, page] of pages.slice(start, start + perSide).entries()) {
      const scale = scaleInto(page, cell);
      const left = MARGIN + (place % columns) * (cell.width + MARGIN);
      const top = on.height - MARGIN - Math.floor(place / columns) * (cell.height + MARGIN);
      const x = left + (cell.width - page.width * scale) / 2;
      const y = top - cell.height + (cell.height - page.height * scale) / 2;
      page.draw(side, { x, y, scale });
    }
  }
}

function cellOf(sheet: Size, columns: number, rows: number): Size {
  return { width: (sheet.width - MARGIN * (columns + 1)) / columns, height: (sheet.height - MARGIN * (rows + 1)) / rows };
}

function scaleInto(page: Size, cell: Size): number {
  return Math.min(cell.width / page.width, cell.height / page.height);
}

function turnOf(page: PDFPage): 0 | 90 | 180 | 270 {
  return ((((Math.round(page.getRotation().angle / 90) * 90) % 360) + 360) % 360) as 0 | 90 | 180 | 270;
}

function uprightSize(page: PDFPage): Size {
  const { width, height } = page.getCropBox();
  return turnOf(page) % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** As vectors, whatever way the page is turned. */
async function embedded(out: Pdf, page: PDFPage): Promise<Drawn> {
  const size = uprightSize(page);
  if (page.node.Contents() === undefined) return { ...size, draw: () => undefined };
  const box = page.getCropBox();
  const inside = { left: box.x, bottom: box.y, right: box.x + box.width, top: box.y + box.height };
  const form = await out.embedPage(page, inside);
  const turn = turnOf(page);
  return {
    ...size,
    draw(on, { x, y, scale }) {
      // It turns about its own lower left corner.
      const across = turn === 180 || turn === 270 ? size.width * scale : 0;
      const up = turn === 90 || turn === 180 ? size.height * scale : 0;
      on.drawPage(form, { x: x + across, y: y + up, xScale: scale, yScale: scale, rotate: degrees(-turn) });
    },
  };
}

/** Undefined for a page that has no colour: it keeps its lines. */
async function openGrey(pdf: Uint8Array, out: Pdf): Promise<(index: number, size: Size) => Promise<Drawn | undefined>> {
  const pdfium: RawPdfium = await openPdfium();
  const at = pdfium.malloc(pdf.length);
  pdfium.HEAPU8.set(pdf, at);
  const document = pdfium.FPDF_LoadMemDocument(at, pdf.length, 0);
  if (document === 0) throw new Error('the pages cannot be read');
  return async (index, size) => {
    if (!hasColor(renderPage(pdfium, document, index, LOOK_DOTS).rgba)) return undefined;
    const longest = Math.min(MOST_DOTS, Math.ceil(Math.max(size.width, size.height) * DOTS_PER_POINT));
    const { rgba, width, height } = renderPage(pdfium, document, index, longest);
    const raw = sharp(rgba, { raw: { width, height, channels: 4 } });
    const jpeg = await raw.flatten({ background: '#ffffff' }).greyscale().jpeg({ quality: 90 }).toBuffer();
    const image = await out.embedJpg(jpeg);
    return {
      ...size,
      draw: (on, { x, y, scale }) => on.drawImage(image, { x, y, width: size.width * scale, height: size.height * scale }),
    };
  };
}

const LOOK_DOTS = 600;
/** Less is what smoothing leaves behind. */
const A_TINT = 12;

function hasColor(rgba: Uint8Array): boolean {
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [rgba[at], rgba[at + 1], rgba[at + 2]];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > A_TINT) return true;
  }
  return false;
}
