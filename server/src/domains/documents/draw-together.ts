/** Draws several papers into one file, each on a page of its own: what is chosen together is printed together. Reads what a single paper reads. */
import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { type DocumentContent, documentContent } from './document-content.ts';
import type { Paper } from './draw-document.ts';
import { type PackingSlip, packingSlip } from './packing-slip-content.ts';
import { pageA4 } from './page-a4.ts';
import { receipt80mm } from './receipt-80mm.ts';
import { slip80mm, slipA4 } from './slip-page.ts';

export type Printed = DocumentContent | PackingSlip;

/** @returns a PDF. Papers of one kind and size; without page numbers, which would count across papers. */
export async function drawTogether(all: readonly Printed[], paper: Paper): Promise<Buffer> {
  const pages = all.map((each) => pageFor(each, paper));
  const [first] = pages;
  if (!first) throw new Error('nothing to draw');
  const { footer: _footer, ...frame } = first;
  const content: Content[] = pages.map((page, index) => ({
    stack: Array.isArray(page.content) ? page.content : [page.content],
    ...(index === 0 ? {} : { pageBreak: 'before' as const }),
  }));
  const pdf = pdfmake.createPdf({ ...frame, content, info: { creator: 'Parley', producer: 'Parley' } });
  return Buffer.from(await pdf.getBuffer());
}

function pageFor(content: Printed, paper: Paper): TDocumentDefinitions {
  if (content.kind === 'packing_slip') {
    const slip = packingSlip.parse(content);
    return paper === 'a4' ? slipA4(slip) : slip80mm(slip);
  }
  const known = documentContent.parse(content);
  return paper === 'a4' ? pageA4(known) : receipt80mm(known);
}
