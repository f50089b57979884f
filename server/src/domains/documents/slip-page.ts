/** A packing slip as data of a page: A4 with boxes to tick, or a strip of 80 mm. Pure. Black only on the strip: a thermal head knows no grey. */
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { PackingSlip } from './packing-slip-content.ts';
import { ink, words } from './page-parts.ts';
import { type Speech, speechOf } from './speak.ts';

const MARGIN = 44;
const ROLL = 226.77;
const ROLL_MARGIN = 12;

interface Look {
  readonly size: number;
  readonly big: number;
  readonly soft: string;
  readonly line: string;
}
const a4: Look = { size: 10, big: 22, soft: ink.soft, line: ink.line };
const roll: Look = { size: 9, big: 14, soft: '#000000', line: '#000000' };

export function slipA4(slip: PackingSlip): TDocumentDefinitions {
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, 44, MARGIN, 44],
    defaultStyle: { font: 'Noto', fontSize: a4.size, lineHeight: 1.2, color: ink.dark },
    content: body(slip, a4),
  };
}

export function slip80mm(slip: PackingSlip): TDocumentDefinitions {
  return {
    pageSize: { width: ROLL, height: 'auto' },
    pageMargins: [ROLL_MARGIN, 14, ROLL_MARGIN, 18],
    defaultStyle: { font: 'Noto', fontSize: roll.size, lineHeight: 1.15, color: '#000000' },
    content: body(slip, roll),
  };
}

function body(slip: PackingSlip, look: Look): Content[] {
  const speech = speechOf(slip.language, slip.country);
  const { say } = speech;
  const units = slip.lines.reduce((sum, line) => sum + line.quantity, 0);
  return [
    words(`${slip.seller.name} · ${say('title.packing_slip')}`, { color: look.soft }),
    words(slip.order_number, { fontSize: look.big, bold: true }),
    words(`${speech.day(slip.ordered_on)} · ${say('units', { n: units })}`, { color: look.soft, margin: [0, 0, 0, 12] }),
    ...receiver(slip, speech, look),
    ...(slip.collect === undefined
      ? []
      : [words(`${say('collect_cash')}: ${slip.collect}`, { bold: true, fontSize: look.size + 4, margin: [0, 8, 0, 0] })]),
    ...(slip.note === undefined ? [] : [words(`${say('note')}: ${slip.note}`, { margin: [0, 8, 0, 0] })]),
    lines(slip, speech, look),
  ];
}

function receiver(slip: PackingSlip, { say }: Speech, look: Look): Content[] {
  const { name, address, phone } = slip.receiver;
  const where = slip.is_pickup ? [say('pickup')] : address;
  const parcel = [slip.courier, slip.awb === undefined ? undefined : `${say('tracking')} ${slip.awb}`]
    .filter((part) => part !== undefined)
    .join(' · ');
  return [
    words(name, { bold: true, fontSize: look.size + 3 }),
    ...where.map((line) => words(line)),
    ...(phone === undefined ? [] : [words(phone)]),
    ...(parcel === '' ? [] : [words(parcel, { color: look.soft, margin: [0, 4, 0, 0] })]),
  ];
}

function lines(slip: PackingSlip, { say }: Speech, look: Look): Content {
  const head = (text: string, alignment: 'left' | 'right' = 'left'): TableCell => words(text, { fontSize: 8, color: look.soft, alignment });
  return {
    margin: [0, 14, 0, 0],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [14, 24, '*'],
      body: [
        [head(''), head(say('quantity'), 'right'), head(say('item'))],
        ...slip.lines.map((line): TableCell[] => {
          const detail = [line.detail, line.sku === undefined ? '' : `${say('sku')} ${line.sku}`].filter((part) => part !== '').join(' · ');
          return [
            { canvas: [{ type: 'rect', x: 0, y: 2, w: 9, h: 9, lineWidth: 0.8, lineColor: '#000000' }] },
            words(String(line.quantity), { bold: true, alignment: 'right', fontSize: look.size + 2 }),
            { stack: [words(line.name, { bold: true }), ...(detail === '' ? [] : [words(detail, { fontSize: 8, color: look.soft })])] },
          ];
        }),
      ],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0,
      hLineColor: () => look.line,
      paddingTop: () => 6,
      paddingBottom: () => 6,
    },
  };
}
