/**
 * From any PDF to one of pages alone: forms and notes become ink, scripts, attachments, links and outlines stay behind. It keeps what is
 * on the paper and nothing that acts.
 */
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { type Bitmap, openPdfium, type RawPdfium, renderPage, saveDocument } from './pdfium.ts';
import { limits, Unprintable } from './prepared.ts';

export interface CleanPdf {
  readonly bytes: Buffer;
  readonly pages: number;
  /** Of the first page, points. */
  readonly width: number;
  readonly height: number;
  readonly hasMixedSizes: boolean;
  readonly preview: Bitmap;
}

const PASSWORD = 4;
const PREVIEW_PX = 1_200;
/** Points; a printer cannot tell less apart. */
const SAME_SIZE = 9;
const LARGEST_SIDE = 14_400;

/** @throws Unprintable `password`, `broken`, `empty`, `too_many_pages` */
export async function cleanPdf(source: Uint8Array): Promise<CleanPdf> {
  const pdfium = await openPdfium();
  const document = load(pdfium, source);
  const pages = pdfium.FPDF_GetPageCount(document);
  if (pages > limits.pages) throw new Unprintable('too_many_pages', `${pages} pages`);
  if (pages < 1) throw new Unprintable('empty', 'no pages');
  const sizes = Array.from({ length: pages }, (_, page) => sizeOf(pdfium, document, page));
  for (let page = 0; page < pages; page += 1) flatten(pdfium, document, page);
  const fresh = pdfium.FPDF_CreateNewDocument();
  if (pdfium.FPDF_ImportPagesByIndex(fresh, document, 0, 0, 0) === 0) throw new Unprintable('broken', 'pages cannot be taken over');
  const preview = renderPage(pdfium, fresh, 0, PREVIEW_PX);
  const bytes = await withoutActions(saveDocument(pdfium, fresh));
  const [first] = sizes;
  if (!first) throw new Unprintable('empty', 'no pages');
  return { bytes, pages, ...first, preview, hasMixedSizes: sizes.some((size) => !isSame(size, first)) };
}

function load(pdfium: RawPdfium, source: Uint8Array): number {
  const at = pdfium.malloc(source.length);
  if (at === 0) throw new Unprintable('too_heavy', 'no memory for the file');
  pdfium.HEAPU8.set(source, at);
  const document = pdfium.FPDF_LoadMemDocument(at, source.length, 0);
  if (document === 0) throw new Unprintable(pdfium.FPDF_GetLastError() === PASSWORD ? 'password' : 'broken', 'the file cannot be opened');
  return document;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function sizeOf(pdfium: RawPdfium, document: number, page: number): Size {
  const at = pdfium.malloc(8);
  const isThere = pdfium.FPDF_GetPageSizeByIndexF(document, page, at) !== 0;
  const width = pdfium.HEAPF32[at >> 2] ?? 0;
  const height = pdfium.HEAPF32[(at >> 2) + 1] ?? 0;
  pdfium.free(at);
  const isSane = isThere && width >= 1 && height >= 1 && width <= LARGEST_SIDE && height <= LARGEST_SIDE;
  if (!isSane) throw new Unprintable('broken', `page ${page + 1} has no size`);
  return { width, height };
}

/** Turned pages are the same paper. */
function isSame(a: Size, b: Size): boolean {
  const near = (x: number, y: number): boolean => Math.abs(x - y) <= SAME_SIZE;
  return (near(a.width, b.width) && near(a.height, b.height)) || (near(a.width, b.height) && near(a.height, b.width));
}

function flatten(pdfium: RawPdfium, document: number, index: number): void {
  const page = pdfium.FPDF_LoadPage(document, index);
  if (page === 0) throw new Unprintable('broken', `page ${index + 1} cannot be read`);
  if (pdfium.FPDFPage_GetAnnotCount(page) > 0) {
    pdfium.FPDFPage_Flatten(page, 1);
    for (let left = pdfium.FPDFPage_GetAnnotCount(page); left > 0; left -= 1) pdfium.FPDFPage_RemoveAnnot(page, left - 1);
  }
  pdfium.FPDF_ClosePage(page);
}

const ACTING = /\/(?:AA|JS|JavaScript|Launch|EmbeddedFile|Annots|URI|PieceInfo|Metadata)\b/;
const ON_PAPER = new Set(
  ['Type', 'Parent', 'MediaBox', 'CropBox', 'TrimBox', 'BleedBox', 'ArtBox', 'Rotate', 'Resources', 'Contents', 'Group', 'UserUnit'].map(
    (name) => PDFName.of(name),
  ),
);

/** What a page carries beside its paper is left out; done only where something is there. */
async function withoutActions(bytes: Buffer): Promise<Buffer> {
  if (!ACTING.test(bytes.toString('latin1'))) return bytes;
  const source = await PDFDocument.load(bytes, { updateMetadata: false });
  for (const page of source.getPages()) for (const [key] of page.node.entries()) if (!ON_PAPER.has(key)) page.node.delete(key);
  const fresh = await PDFDocument.create({ updateMetadata: false });
  for (const page of await fresh.copyPages(source, source.getPageIndices())) fresh.addPage(page);
  return Buffer.from(await fresh.save());
}
