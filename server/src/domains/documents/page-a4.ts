/** A document on A4: who, to whom, what, what it comes to. Pure: content in, a page described as data out. */
import type { Column, Content, CustomTableLayout, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { ContentLine, DocumentContent } from './document-content.ts';
import {
  detailOf,
  hasTax,
  ink,
  isZero,
  type Page,
  pageOf,
  partyBlock,
  taxLabel,
  taxOfLine,
  taxRows,
  type Words,
  words,
} from './page-parts.ts';

const MARGIN = 44;
const WIDTH = 595.28 - 2 * MARGIN;

export function pageA4(content: DocumentContent): TDocumentDefinitions {
  const page = pageOf(content);
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, 44, MARGIN, 56],
    defaultStyle: { font: 'Noto', fontSize: 9, lineHeight: 1.15, color: ink.dark },
    content: [head(page), facts(page), items(page), { unbreakable: true, stack: [sums(page)] }],
    footer: (current, pages) => foot(page, current, pages),
  };
}

function head(page: Page): Content {
  const { content } = page;
  return {
    columns: [
      { width: '*', stack: partyBlock(page, content.seller, { size: 9, nameSize: 15 }) },
      {
        width: 'auto',
        stack: [
          words(page.title, { fontSize: 19, bold: true, color: page.accent, alignment: 'right', margin: [0, -3, 0, 2] }),
          words(content.number, { fontSize: 11, bold: true, alignment: 'right' }),
          words(page.speech.day(content.issued_on), { color: ink.soft, alignment: 'right' }),
        ],
      },
    ],
    columnGap: 24,
  };
}

function facts(page: Page): Content {
  const { content, speech } = page;
  const { say, day } = speech;
  const isNote = content.kind === 'credit_note';
  const place: readonly Fact[] = content.place_of_supply === undefined ? [] : [[say('place_of_supply'), content.place_of_supply]];
  const about: readonly Fact[] = [
    [say('order'), content.order_number],
    [say('ordered_on'), day(content.ordered_on)],
    ...(content.corrects
      ? ([[say('corrects'), `${content.corrects.number} ${say('corrects_date', { date: day(content.corrects.issued_on) })}`]] as const)
      : []),
    ...(isNote ? [] : [[say('payment'), say(`payment.${content.payment}`)] as const]),
  ];
  const buyer = partyBlock(page, content.buyer, { size: 9, nameSize: 10 });
  const columns: Column[] = [
    { width: '*', stack: [caption(say(isNote ? 'credited_to' : 'billed_to')), ...buyer] },
    ...(content.deliver_to
      ? [{ width: '*', stack: [caption(say('deliver_to')), ...partyBlock(page, content.deliver_to, { size: 9, nameSize: 10 })] }]
      : []),
    { width: content.deliver_to ? 150 : 190, stack: factRows([...about, ...place]) },
  ];
  return {
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: 0.75, lineColor: ink.line }], margin: [0, 16, 0, 14] },
      { columns, columnGap: 20 },
      ...(content.reason === undefined ? [] : [words(`${say('reason')}: ${content.reason}`, { color: ink.soft, margin: [0, 12, 0, 0] })]),
    ],
    margin: [0, 0, 0, 20],
  };
}

type Fact = readonly [label: string, value: string];

function factRows(rows: readonly Fact[]): Content[] {
  return rows.map(([label, value]) => ({
    stack: [caption(label), words(value, { margin: [0, 0, 0, 5] })],
  }));
}

function caption(text: string): Content {
  return words(text, { fontSize: 8, color: ink.faint, margin: [0, 0, 0, 1] });
}

function items(page: Page): Content {
  const { content, speech } = page;
  const taxed = hasTax(page);
  const sign = speech.sign(content.currency);
  const right: Words = { alignment: 'right' };
  const header = (text: string, style: Words = {}): TableCell => words(text, { fontSize: 8, color: ink.faint, ...style });
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: ['*', 28, 'auto', ...(taxed ? ['auto', ...page.taxNames.map(() => 'auto')] : []), 'auto'],
      body: [
        [
          header(speech.say('item')),
          header(speech.say('quantity'), right),
          header(speech.say('price'), right),
          ...(taxed ? [header(speech.say('taxable'), right), ...page.taxNames.map((name) => header(taxLabel(page, name), right))] : []),
          header(`${speech.say('amount')} ${sign}`, right),
        ],
        ...content.lines.map((line) => itemRow(page, line, taxed)),
      ],
    },
    layout: rules,
  };
}

function itemRow(page: Page, line: ContentLine, taxed: boolean): TableCell[] {
  const right: Words = { alignment: 'right', noWrap: true };
  const detail = detailOf(page, line);
  const isItem = line.kind === 'item';
  return [
    {
      stack: [words(line.name, { bold: isItem }), ...(detail === '' ? [] : [words(detail, { fontSize: 8, color: ink.faint })])],
    },
    words(isItem && line.quantity > 0 ? String(line.quantity) : '', right),
    words(isItem && line.quantity > 0 ? page.figure(line.unit_price) : '', right),
    ...(taxed ? [words(page.figure(line.taxable), right), ...page.taxNames.map((name) => taxCell(page, line, name))] : []),
    words(page.figure(line.total), { ...right, bold: isItem }),
  ];
}

function taxCell(page: Page, line: ContentLine, name: string): TableCell {
  const { amount, rates } = taxOfLine(page, line, name);
  return {
    stack: [
      words(amount, { alignment: 'right', noWrap: true }),
      ...(rates === '' ? [] : [words(rates, { alignment: 'right', noWrap: true, fontSize: 8, color: ink.faint })]),
    ],
  };
}

/** Hairlines between rows, nothing between columns. */
const rules: CustomTableLayout = {
  hLineWidth: (row, node) => (row === 0 || row === node.table.body.length ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: (row) => (row === 1 ? ink.faint : ink.line),
  paddingLeft: (column) => (column === 0 ? 0 : 7),
  paddingRight: (column, node) => (column === (node.table.widths?.length ?? 0) - 1 ? 0 : 7),
  paddingTop: () => 6,
  paddingBottom: () => 6,
};

function sums(page: Page): Content {
  const { content, speech } = page;
  const { say } = speech;
  const rows: readonly Fact[] = [
    ...(hasTax(page) ? [[say('taxable_value'), page.figure(content.taxable)] as const] : []),
    ...taxRows(page).map((row) => [row.label, row.amount] as const),
    ...(isZero(content.rounding) ? [] : [[say('rounding'), page.figure(content.rounding)] as const]),
  ];
  const total = say(content.kind === 'credit_note' ? 'total_credited' : 'total');
  return {
    columns: [
      {
        width: '*',
        stack: [
          caption(say('in_words')),
          words(content.amount_in_words, { lineHeight: 1.25 }),
          ...(hasTax(page)
            ? [
                words(say(content.prices_include_tax ? 'tax.included' : 'tax.added'), {
                  fontSize: 8,
                  color: ink.faint,
                  margin: [0, 8, 0, 0],
                }),
              ]
            : []),
        ],
        margin: [0, 12, 0, 0],
      },
      {
        width: 235,
        stack: [
          { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 235, y2: 0, lineWidth: 0.75, lineColor: ink.faint }], margin: [0, 0, 0, 10] },
          ...rows.map(([label, value]) => pair(label, value, { color: ink.soft, margin: [0, 0, 0, 4] })),
          pair(total, page.money(content.total), {
            bold: true,
            fontSize: 14,
            color: page.accent,
            margin: [0, rows.length > 0 ? 6 : 0, 0, 0],
          }),
        ],
      },
    ],
    columnGap: 32,
  };
}

function pair(label: string, value: string, style: Words): Content {
  const { margin, ...text } = style;
  return {
    columns: [words(label, { ...text, width: '*' }), words(value, { ...text, width: 'auto', alignment: 'right', noWrap: true })],
    columnGap: 12,
    ...(margin === undefined ? {} : { margin }),
  };
}

function foot(page: Page, current: number, pages: number): Content {
  const { say } = page.speech;
  const style: Words = { fontSize: 8, color: ink.faint };
  return {
    columns: [
      words(`${page.content.seller.name} · ${page.content.number} · ${say('unsigned')}`, { ...style, width: '*' }),
      words(pages > 1 ? say('page', { page: current, pages }) : '', { ...style, width: 'auto', alignment: 'right' }),
    ],
    margin: [MARGIN, 20, MARGIN, 0],
  };
}
