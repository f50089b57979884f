/** A document to try the print shop with: three pages of our own, with colour on two of them. */
import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from '@cantoo/pdf-lib';

const [WIDE, HIGH] = [595.28, 841.89];
const leaf = rgb(0.04, 0.42, 0.31);
const turmeric = rgb(0.95, 0.73, 0.23);
const brick = rgb(0.7, 0.21, 0.11);
const ink = rgb(0.08, 0.13, 0.11);

export async function makeSample(): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.setTitle('Street fair leaflet');
  const plain = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const page = (): PDFPage => document.addPage([WIDE, HIGH]);
  cover(page(), bold, plain);
  programme(page(), bold, plain);
  map(page(), bold, plain);
  return Buffer.from(await document.save());
}

function cover(page: PDFPage, bold: PDFFont, plain: PDFFont): void {
  page.drawRectangle({ x: 0, y: HIGH - 320, width: WIDE, height: 320, color: leaf });
  for (let flag = 0; flag < 9; flag += 1)
    page.drawEllipse({
      x: 40 + flag * 65,
      y: HIGH - 350 - (flag % 2) * 18,
      xScale: 22,
      yScale: 28,
      color: [turmeric, brick, leaf][flag % 3] ?? leaf,
    });
  page.drawText('Street fair', { x: 48, y: HIGH - 180, size: 64, font: bold, color: rgb(1, 1, 1) });
  page.drawText('Lamp Lane, every last Sunday', { x: 50, y: HIGH - 226, size: 22, font: plain, color: rgb(1, 1, 1) });
  lines(
    page,
    plain,
    ['Food from twelve kitchens, music from four in the afternoon,', 'and a table for everybody who brings a chair.'],
    HIGH - 470,
  );
  page.drawText('Page one is in colour.', { x: 50, y: 60, size: 12, font: plain, color: ink });
}

function programme(page: PDFPage, bold: PDFFont, plain: PDFFont): void {
  page.drawText('Programme', { x: 50, y: HIGH - 100, size: 34, font: bold, color: ink });
  const rows = [
    '11:00  Stalls open',
    '12:30  Soup for all',
    '14:00  Kite making',
    '16:00  The brass band',
    '18:30  Lamps are lit',
    '20:00  Sweeping together',
  ];
  for (const [index, row] of rows.entries()) {
    const y = HIGH - 170 - index * 56;
    page.drawLine({ start: { x: 50, y: y - 18 }, end: { x: WIDE - 50, y: y - 18 }, thickness: 0.7, color: rgb(0.7, 0.7, 0.7) });
    page.drawText(row, { x: 50, y, size: 20, font: plain, color: ink });
  }
  page.drawText('Page two needs no colour.', { x: 50, y: 60, size: 12, font: plain, color: ink });
}

function map(page: PDFPage, bold: PDFFont, plain: PDFFont): void {
  page.drawText('How to find us', { x: 50, y: HIGH - 100, size: 34, font: bold, color: ink });
  page.drawRectangle({ x: 50, y: 240, width: WIDE - 100, height: 420, color: rgb(0.95, 0.94, 0.92) });
  for (const y of [330, 450, 570]) page.drawRectangle({ x: 50, y, width: WIDE - 100, height: 22, color: rgb(1, 1, 1) });
  for (const x of [160, 330, 450]) page.drawRectangle({ x, y: 240, width: 18, height: 420, color: rgb(1, 1, 1) });
  page.drawEllipse({ x: 339, y: 461, xScale: 16, yScale: 16, color: brick });
  page.drawText('Lamp Lane', { x: 364, y: 480, size: 16, font: bold, color: brick });
  lines(page, plain, ['Bus 4 stops at the corner.'], 200);
}

function lines(page: PDFPage, font: PDFFont, texts: readonly string[], top: number): void {
  for (const [index, text] of texts.entries()) page.drawText(text, { x: 50, y: top - index * 26, size: 18, font, color: ink });
}
