/** A document on an 80 mm roll: one column, black only, as long as it needs to be. Pure. */
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { ContentLine, DocumentContent } from './document-content.ts';
import { detailOf, hasTax, isZero, type Page, pageOf, partyBlock, taxRows, type Words, words } from './page-parts.ts';

/** 80 mm; printers leave 4 mm free on each side. */
const ROLL = 226.77;
const MARGIN = 12;
const WIDTH = ROLL - 2 * MARGIN;

export function receipt80mm(content: DocumentContent): TDocumentDefinitions {
  const page = pageOf(content);
  const { say, day } = page.speech;
  const small: Words = { fontSize: 8 };
  const buyer = [content.buyer.name, content.buyer.phone].filter(Boolean).join(' · ');
  return {
    pageSize: { width: ROLL, height: 'auto' },
    pageMargins: [MARGIN, 14, MARGIN, 18],
    // A thermal head knows no grey.
    defaultStyle: { font: 'Noto', fontSize: 9, lineHeight: 1.12, color: '#000000' },
    content: [
      { stack: blackened(partyBlock(page, content.seller, { size: 8, nameSize: 13 })), alignment: 'center' },
      rule(),
      words(page.title, { bold: true, fontSize: 11, alignment: 'center' }),
      words(content.number, { bold: true, alignment: 'center' }),
      words(`${day(content.issued_on)} · ${content.order_number}`, { ...small, alignment: 'center' }),
      ...(content.corrects ? [words(`${say('corrects')} ${content.corrects.number}`, { ...small, alignment: 'center' })] : []),
      ...(content.reason === undefined ? [] : [words(content.reason, { ...small, alignment: 'center' })]),
      ...(buyer === '' ? [] : [words(buyer, { ...small, alignment: 'center', margin: [0, 3, 0, 0] })]),
      rule(),
      ...content.lines.map((line) => lineBlock(page, line)),
      rule(),
      ...(hasTax(page) ? [pair(say('taxable_value'), page.figure(content.taxable), small)] : []),
      ...taxRows(page).map((row) => pair(row.label, row.amount, small)),
      ...(isZero(content.rounding) ? [] : [pair(say('rounding'), page.figure(content.rounding), small)]),
      pair(say(content.kind === 'credit_note' ? 'total_credited' : 'total'), page.money(content.total), {
        bold: true,
        fontSize: 13,
        margin: [0, 4, 0, 4],
      }),
      words(content.amount_in_words, small),
      rule(),
      ...(content.kind === 'invoice' ? [words(say(`payment.${content.payment}`), { bold: true, alignment: 'center' })] : []),
      ...(hasTax(page) ? [words(say(content.prices_include_tax ? 'tax.included' : 'tax.added'), { ...small, alignment: 'center' })] : []),
    ],
  };
}

function lineBlock(page: Page, line: ContentLine): Content {
  const count = line.kind === 'item' && line.quantity > 0 ? `${line.quantity} × ${page.figure(line.unit_price)}` : '';
  const detail = [count, detailOf(page, line)].filter((part) => part !== '').join(' · ');
  return {
    stack: [
      pair(line.name, page.figure(line.total), { bold: line.kind === 'item' }),
      ...(detail === '' ? [] : [words(detail, { fontSize: 8 })]),
    ],
    margin: [0, 0, 0, 4],
  };
}

function pair(label: string, value: string, style: Words): Content {
  const { margin, ...text } = style;
  return {
    columns: [words(label, { ...text, width: '*' }), words(value, { ...text, width: 'auto', alignment: 'right', noWrap: true })],
    columnGap: 8,
    ...(margin === undefined ? {} : { margin }),
  };
}

function rule(): Content {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: 0.8, dash: { length: 2, space: 2 } }],
    margin: [0, 7, 0, 7],
  };
}

function blackened(blocks: readonly Content[]): Content[] {
  return blocks.map((block) => (typeof block === 'object' && 'text' in block ? { ...block, color: '#000000' } : block));
}
