/** What the print dialog shows: questions, the order line by line, what is happening to it. Pure. */
import type { PrintSettings } from '@parley/contract/api/printing.ts';
import { parseMoney } from '@parley/contract/values/money.ts';
import type { PriceLine, PrintFile, PrintJob, PrintPrice } from '../../../domains/printing/index.ts';
import type { OutboundContent, OutboundMedia } from '../../../providers/messaging/messaging.port.ts';
import { fitLine, fitLines, lines, paragraphs } from '../fit.ts';
import type { Voice } from '../phrases/voice.ts';
import { type Draft, type DraftFile, MOST_FILES } from '../print/print-draft.ts';
import { bold, button, buttons, list, row, text } from './compose.ts';
import { shopName } from './menu-screens.ts';

export type Files = ReadonlyMap<string, PrintFile>;

const NAME = 50;
const QUICK_COPIES = [1, 2, 5];

export function nameOf(files: Files, id: string | undefined): string {
  return fitLine((id === undefined ? undefined : files.get(id)?.name) ?? '', NAME);
}

export function askFileScreen(voice: Voice, settings: PrintSettings, currency: string): OutboundContent {
  const [bw, color] = [parseMoney(settings.bw.price, currency), parseMoney(settings.color.price, currency)];
  const prices = bw && color ? voice.say('print.prices', { bw: voice.money(bw), color: voice.money(color) }) : undefined;
  return text(paragraphs(voice.say('print.ask_file'), prices));
}

/** The first sheet as it will come out. */
export function previewMessage(voice: Voice, file: PrintFile): OutboundContent | undefined {
  if (file.previewBlob === undefined || file.pages === undefined) return undefined;
  const source: OutboundMedia = { blob: file.previewBlob, mimeType: 'image/jpeg' };
  const warning = file.warning === undefined ? undefined : voice.say(`print.${file.warning}`);
  return {
    kind: 'image',
    source,
    caption: paragraphs(voice.say('print.file', { name: fitLine(file.name, NAME), count: file.pages }), warning),
  };
}

export function askModeScreen(voice: Voice, name: string): OutboundContent {
  const { say } = voice;
  return buttons({
    body: say('print.ask_mode', { name }),
    buttons: [
      button('print.bw', say('button.print_bw')),
      button('print.color', say('button.print_color')),
      button('print.both', say('button.print_both')),
    ],
  });
}

export function askCopiesScreen(voice: Voice): OutboundContent {
  return buttons({
    body: voice.say('print.ask_copies'),
    buttons: QUICK_COPIES.map((count) => button(`copies:${count}`, voice.say('print.copies', { count }))),
  });
}

export interface Shown {
  readonly draft: Draft;
  readonly files: Files;
  readonly settings: PrintSettings;
  readonly price: PrintPrice;
}

/** The order as it stands, priced line by line. */
export function summaryScreen(voice: Voice, { draft, files, price }: Shown): OutboundContent {
  const { say } = voice;
  const wishes = draft.files.map((file, index) =>
    say('print.wish', { place: index + 1, name: nameOf(files, file.id), details: detailsOf(voice, file, files.get(file.id)) }),
  );
  const more = (left: number): string => say('cart.more_lines', { count: left });
  return buttons({
    body: paragraphs(
      bold(say('print.title')),
      fitLines(wishes, 420, more),
      fitLines(priceLines(voice, price), 420, more),
      bold(say('order.total', { total: voice.money(price.total) })),
    ),
    buttons: [
      button('print.pay', say('button.pay')),
      button('print.change', say('button.change')),
      draft.files.length < MOST_FILES ? button('print.more', say('button.print_more')) : undefined,
    ],
  });
}

function detailsOf(voice: Voice, file: DraftFile, known: PrintFile | undefined): string {
  const { say } = voice;
  const parts = [
    known?.pages === undefined ? undefined : say('print.pages', { count: known.pages }),
    file.mode === 'both' ? say('print.both', { pages: fitLine(file.pages ?? '', 40) }) : say(`print.${file.mode ?? 'bw'}`),
    say('print.copies', { count: file.copies ?? 1 }),
    file.paper,
    say(file.sides === 'one' ? 'print.sides_one' : 'print.sides_two'),
    file.per === 1 ? undefined : say('print.per', { count: file.per }),
    file.note === undefined ? undefined : say('print.note', { note: fitLine(file.note, 60) }),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function priceLines(voice: Voice, price: PrintPrice): readonly string[] {
  const { say } = voice;
  const told = price.lines.map((line) => {
    const total = voice.money(line.total);
    const { kind } = line;
    if (kind.what === 'minimum') return say('print.line_minimum', { total });
    if (kind.what === 'rush') return say('print.line_rush', { total });
    return say('print.line', { count: line.quantity, kind: kindName(voice, kind), price: voice.money(line.unitPrice), total });
  });
  return price.tax === undefined ? told : [...told, say('order.tax', { tax: voice.money(price.tax) })];
}

function kindName(voice: Voice, kind: Extract<PriceLine['kind'], { what: 'pages' }>): string {
  return [voice.say(`print.${kind.mode}`), kind.paper, kind.twoSided ? voice.say('print.sides_two') : undefined]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** Everything about one file that can be wanted otherwise. */
export function optionsScreen(
  voice: Voice,
  { draft, files, settings, file, rushPrice }: Omit<Shown, 'price'> & { readonly file: DraftFile; readonly rushPrice: string | undefined },
): OutboundContent {
  const { say } = voice;
  const rows = [
    row('print.ask:mode', say('row.print_color'), file.mode === undefined ? undefined : modeWord(voice, file)),
    row('print.ask:copies', say('row.print_copies'), say('print.copies', { count: file.copies ?? 1 })),
    settings.papers.length > 1 ? row('print.ask:paper', say('row.print_paper'), file.paper) : undefined,
    settings.two_sided
      ? row('print.ask:sides', say('row.print_sides'), say(file.sides === 'one' ? 'print.sides_one' : 'print.sides_two'))
      : undefined,
    row('print.ask:sheet', say('print.per', { count: file.per })),
    row('print.ask:note', say('row.print_note'), file.note),
    rushRow(voice, draft, rushPrice),
    row(`print.remove:${draft.files.indexOf(file) + 1}`, say('row.print_remove'), nameOf(files, file.id)),
    draft.files.length > 1 ? row('print.files', say('row.print_other')) : undefined,
    row('print.drop', say('row.print_drop'), say('hint.print_drop')),
  ];
  return list({
    body: say('print.ask_change', { name: nameOf(files, file.id) }),
    button: say('button.print_options'),
    rows: rows.filter((each) => each !== undefined),
  });
}

function modeWord(voice: Voice, file: DraftFile): string {
  return file.mode === 'both' ? voice.say('print.both', { pages: file.pages ?? '' }) : voice.say(`print.${file.mode ?? 'bw'}`);
}

function rushRow(voice: Voice, draft: Draft, price: string | undefined) {
  if (price === undefined) return undefined;
  return draft.rush
    ? row('print.rush:off', voice.say('row.print_rush_off'))
    : row('print.rush:on', voice.say('row.print_rush'), voice.say('hint.print_rush', { price }));
}

export function filesScreen(voice: Voice, draft: Draft, files: Files): OutboundContent {
  return list({
    body: voice.say('print.ask_which'),
    button: voice.say('button.print_files'),
    rows: draft.files.map((file, index) => row(`print.change:${index + 1}`, `${index + 1}. ${nameOf(files, file.id)}`)),
  });
}

export function askPaperScreen(voice: Voice, settings: PrintSettings): OutboundContent {
  return list({
    body: voice.say('print.ask_paper'),
    button: voice.say('button.choose'),
    rows: settings.papers.map(({ paper }) => row(`print.paper:${paper}`, paper)),
  });
}

export function askSidesScreen(voice: Voice): OutboundContent {
  const { say } = voice;
  return list({
    body: say('print.ask_sides'),
    button: say('button.choose'),
    rows: [
      row('print.sides:one', say('row.print_one')),
      row('print.sides:long', say('row.print_long')),
      row('print.sides:short', say('row.print_short')),
    ],
  });
}

export function askSheetScreen(voice: Voice): OutboundContent {
  return list({
    body: voice.say('print.ask_per'),
    button: voice.say('button.choose'),
    rows: [1, 2, 4].map((count) => row(`print.sheet:${count}`, voice.say('print.per', { count }))),
  });
}

export interface Told {
  readonly number: string;
  readonly orderId: string;
  readonly shop: string;
  readonly jobs: readonly PrintJob[];
}

/** Paid, printed, or waiting for the customer to come. */
export function movedMessage(voice: Voice, change: 'queued' | 'held' | 'ready', told: Told): OutboundContent {
  const { say } = voice;
  const { number } = told;
  const shop = shopName(told.shop);
  const said =
    change === 'queued' ? say('print.queued', { number }) : say(change === 'held' ? 'print.held' : 'print.ready', { number, shop });
  return buttons({
    body: paragraphs(said, change === 'queued' ? aheadLine(voice, told.jobs) : undefined, codeLine(voice, told.jobs)),
    buttons: [
      button(`order:${told.orderId}`, say('button.view_order')),
      change === 'ready' ? undefined : button(`order.cancel:${told.orderId}`, say('button.cancel_order')),
      button('menu', say('button.menu')),
    ],
  });
}

function aheadLine(voice: Voice, jobs: readonly PrintJob[]): string | undefined {
  const ahead = jobs.flatMap((job) => job.aheadInQueue ?? []);
  if (ahead.length === 0) return undefined;
  const count = Math.min(...ahead);
  return count === 0 ? voice.say('print.next_up') : voice.say('print.ahead', { count });
}

function codeLine(voice: Voice, jobs: readonly PrintJob[]): string | undefined {
  const code = jobs[0]?.pickupCode;
  return code === undefined || jobs.every((job) => job.state === 'cancelled') ? undefined : bold(voice.say('print.code', { code }));
}

/** Where each file of an order is. */
export function statusLines(voice: Voice, told: Omit<Told, 'shop'>): string {
  const states = [...new Set(told.jobs.map((job) => voice.say(`print_state.${job.state}`)))];
  const isPaid = told.jobs.some((job) => job.state !== 'waiting');
  return lines(
    voice.say('print.status', { number: told.number, status: states.join(' · ') }),
    aheadLine(voice, told.jobs),
    isPaid ? codeLine(voice, told.jobs) : undefined,
  );
}
