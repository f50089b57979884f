/** What CUPS says of jobs and printers, in our words, and our tickets in its. Pure: fixtures and a real CUPS hold it to account. */
import { type Paper, type PrinterState, type PrintTicket, papers } from '@parley/contract/api/printing.ts';
import type { IppAttribute, IppGroup } from './ipp-message.ts';
import { plainText } from './plain-text.ts';
import type { PaperState, PrinterLook } from './printer.port.ts';

type Attributes = IppGroup['attributes'];

const media: Readonly<Record<Paper, string>> = {
  A4: 'iso_a4_210x297mm',
  A3: 'iso_a3_297x420mm',
  A5: 'iso_a5_148x210mm',
  Letter: 'na_letter_8.5x11in',
  Legal: 'na_legal_8.5x14in',
};
const sides = { one: 'one-sided', two_long_edge: 'two-sided-long-edge', two_short_edge: 'two-sided-short-edge' } as const;

/** Of a name in IPP, in bytes. */
const NAME_BYTES = 255;

/** What the system's own list shows: the title as far as there is room, and always the key. */
export function jobName(title: string, key: string): string {
  const mark = ` (${key})`;
  let room = NAME_BYTES - Buffer.byteLength(mark);
  let shown = '';
  for (const sign of plainText(title)) {
    room -= Buffer.byteLength(sign);
    if (room < 0) break;
    shown += sign;
  }
  return `${shown}${mark}`;
}

/** The file has its pages laid out already: what is left is paper, sides, copies and whether colour ink may be used. */
export function jobAttributes(ticket: PrintTicket): readonly IppAttribute[] {
  return [
    { name: 'copies', type: 'integer', value: ticket.copies },
    { name: 'multiple-document-handling', type: 'keyword', value: 'separate-documents-collated-copies' },
    { name: 'media', type: 'keyword', value: media[ticket.paper] },
    { name: 'sides', type: 'keyword', value: sides[ticket.sides] },
    { name: 'print-color-mode', type: 'keyword', value: ticket.mode === 'bw' ? 'monochrome' : 'color' },
    { name: 'print-scaling', type: 'keyword', value: 'auto' },
    { name: 'job-sheets', type: 'name', value: 'none' },
  ];
}

export const askedOfJobs = [
  'job-state',
  'job-state-reasons',
  'job-printer-state-message',
  'job-impressions-completed',
  'job-media-sheets-completed',
  'number-of-documents',
  'time-at-processing',
] as const;

const PENDING = 3;
const HELD = 4;
const PROCESSING = 5;
const STOPPED = 6;
const CANCELED = 7;
const ABORTED = 8;
const COMPLETED = 9;

export function readJob(job: Attributes): PaperState {
  const number = (name: string): number | undefined => {
    const value = job.get(name)?.[0];
    return typeof value === 'number' ? value : undefined;
  };
  const state = number('job-state');
  const reasons = words(job, 'job-state-reasons');
  const sheets = number('job-media-sheets-completed');
  const impressions = number('job-impressions-completed');
  const out = Math.max(sheets ?? 0, impressions ?? 0);
  const counted = out > 0 ? { sides: out } : {};
  const message = job.get('job-printer-state-message')?.[0];
  const detail = typeof message === 'string' && message !== '' ? { detail: message } : {};
  // Set when the first filter starts and kept afterwards: without it no byte went to the printer.
  const begun = number('time-at-processing') !== undefined || out > 0;
  switch (state) {
    case PENDING:
    case HELD:
      if (begun) return { is: 'printing', ...counted, ...detail };
      return number('number-of-documents') === 0 ? { is: 'unsent' } : { is: 'waiting', ...detail };
    case PROCESSING:
    case STOPPED:
      return { is: 'printing', ...counted, ...detail };
    case CANCELED:
      return begun
        ? { is: 'stopped', ...counted, detail: 'It was cancelled at the shop’s computer while it was printing.' }
        : { is: 'cancelled' };
    case ABORTED:
      // The format was refused before the first page.
      return !begun || (out === 0 && reasons.some((reason) => /^(document-(format|unprintable|password)|unsupported-)/.test(reason)))
        ? { is: 'failed', ...detail }
        : { is: 'stopped', ...counted, detail: `The print system gave up: ${detail.detail ?? (reasons.join(', ') || 'no reason given')}` };
    case COMPLETED:
      return begun ? { is: 'done', ...counted, ...detail } : { is: 'unsent' };
    default:
      return { is: 'lost' };
  }
}

export const askedOfPrinters = [
  'printer-state',
  'printer-state-reasons',
  'printer-state-message',
  'printer-is-accepting-jobs',
  'color-supported',
  'sides-supported',
  'media-supported',
] as const;

const troubles: readonly (readonly [RegExp, PrinterState])[] = [
  [/^media-(empty|needed)/, 'paper_out'],
  [/^media-jam/, 'jammed'],
  [/^(offline|shutdown|timed-out|connecting-to-device)/, 'offline'],
  [/^(cover-open|door-open|interlock-open|toner-empty|marker-supply-empty|output-area-full|input-tray-missing|fuser)/, 'error'],
  [/-error$/, 'error'],
  [/^paused/, 'paused'],
];

const STATE_PROCESSING = 4;
const STATE_STOPPED = 5;

/**
 * Reports are news; `cups-` reasons tell of queues. A warning keeps nobody from printing unless the printer stands still, or waits with a
 * job in it for paper or a hand: one empty tray of several is no reason to refuse work.
 */
function isGrave(reason: string, state: unknown): boolean {
  if (reason.startsWith('cups-')) return false;
  if (reason.endsWith('-report')) return /^(offline|shutdown)/.test(reason);
  if (!reason.endsWith('-warning') || state === STATE_STOPPED) return true;
  return state === STATE_PROCESSING && /^media-(empty|needed|jam)/.test(reason);
}

export function readPrinter(printer: Attributes): PrinterLook {
  const said = printer.get('printer-state')?.[0];
  const reasons = words(printer, 'printer-state-reasons').filter((reason) => isGrave(reason, said));
  const message = printer.get('printer-state-message')?.[0];
  const trouble = troubles.find(([pattern]) => reasons.some((reason) => pattern.test(reason)))?.[1];
  const accepts = printer.get('printer-is-accepting-jobs')?.[0] !== false;
  const state: PrinterState = trouble ?? (said === STATE_STOPPED || !accepts ? 'paused' : said === STATE_PROCESSING ? 'printing' : 'ready');
  const detail = [typeof message === 'string' ? message : '', reasons.filter((reason) => reason !== 'none').join(', ')].find(
    (text) => text !== '',
  );
  const color = printer.get('color-supported')?.[0];
  const bothSides = words(printer, 'sides-supported');
  const known = words(printer, 'media-supported');
  const fitting = papers.filter((paper) => known.includes(media[paper]) || known.includes(paper));
  return {
    state,
    ...(detail === undefined || state === 'ready' ? {} : { detail: detail.slice(0, 300) }),
    ...(typeof color === 'boolean' ? { color } : {}),
    ...(bothSides.length > 0 ? { duplex: bothSides.some((each) => each.startsWith('two-sided')) } : {}),
    ...(fitting.length > 0 ? { papers: fitting } : {}),
  };
}

function words(attributes: Attributes, name: string): readonly string[] {
  return (attributes.get(name) ?? []).filter((value) => typeof value === 'string');
}
