/**
 * The noun of a print price: which sides come out, of which kind, and what they cost. Pure integers of the minor unit; every line is
 * quantity times price, and the lines add up to the total.
 */
import type { Paper, PrintTicket } from '@parley/contract/api/printing.ts';
import { type Money, sum } from '@parley/contract/values/money.ts';
import type { PriceLine } from '../printing.ts';
import { readPageList } from './page-list.ts';

export interface PagePrice {
  readonly minor: bigint;
  /** From so many sides of one kind on. */
  readonly breaks: readonly { readonly from: number; readonly minor: bigint }[];
}

export interface PriceList {
  readonly currency: string;
  readonly bw: PagePrice;
  readonly color: PagePrice;
  /** Per cent of the price. */
  readonly papers: ReadonlyMap<Paper, number>;
  readonly offersTwoSided: boolean;
  /** Per cent of the price of a side whose sheet carries another. */
  readonly twoSidedPercent: number;
  readonly minimumMinor: bigint;
  /** Undefined: not offered. */
  readonly rushMinor: bigint | undefined;
}

export interface FileToPrice {
  readonly pages: number;
  readonly ticket: PrintTicket;
}

/** What one file makes the printer do. */
export interface PrintWork {
  /** Sides with ink, all copies. */
  readonly printedSides: number;
  readonly sheets: number;
  readonly needsColor: boolean;
}

export type PriceProblem = 'pages_invalid' | 'paper_not_offered';

export interface Priced {
  readonly lines: readonly PriceLine[];
  /** Before tax where the shop adds it. */
  readonly linesTotal: Money;
  /** In the order of the files. */
  readonly work: readonly PrintWork[];
}

type PagesKind = Extract<PriceLine['kind'], { what: 'pages' }>;

/** The sides of one copy, in order: whether each needs colour. Undefined when the list of pages does not fit the file. */
export function sidesOf({ pages, ticket }: FileToPrice): readonly boolean[] | undefined {
  const inColor = colorPages(pages, ticket);
  if (!inColor) return undefined;
  const perSheet = ticket.pages_per_sheet;
  // A side with one page in colour on it is a side in colour.
  return Array.from({ length: Math.ceil(pages / perSheet) }, (_, side) => {
    const first = side * perSheet + 1;
    return Array.from({ length: Math.min(perSheet, pages - first + 1) }, (__, at) => first + at).some(inColor);
  });
}

function colorPages(pages: number, ticket: PrintTicket): ((page: number) => boolean) | undefined {
  if (ticket.mode !== 'both') return () => ticket.mode === 'color';
  const listed = ticket.color_pages === undefined ? undefined : readPageList(ticket.color_pages, pages);
  if (!listed || listed.length === 0) return undefined;
  const set = new Set(listed);
  return (page) => set.has(page);
}

export function priceFiles(
  list: PriceList,
  files: readonly FileToPrice[],
  options: { readonly rush: boolean },
): Priced | { readonly problem: PriceProblem; readonly file: number } {
  const counts = new Map<string, { readonly kind: PagesKind; quantity: number }>();
  const work: PrintWork[] = [];
  for (const [index, file] of files.entries()) {
    const { copies, paper, sides: how } = file.ticket;
    if (!list.papers.has(paper) || (how !== 'one' && !list.offersTwoSided)) return { problem: 'paper_not_offered', file: index };
    const sides = sidesOf(file);
    if (!sides) return { problem: 'pages_invalid', file: index };
    for (const [at, isColor] of sides.entries()) {
      // The last of an odd number has its sheet for itself.
      const twoSided = how !== 'one' && !(at === sides.length - 1 && sides.length % 2 === 1);
      count(counts, { what: 'pages', mode: isColor ? 'color' : 'bw', paper, twoSided }, copies);
    }
    work.push({
      printedSides: sides.length * copies,
      sheets: (how === 'one' ? sides.length : Math.ceil(sides.length / 2)) * copies,
      needsColor: sides.includes(true),
    });
  }
  return { ...linesOf(list, [...counts.values()], options.rush), work };
}

function count(counts: Map<string, { readonly kind: PagesKind; quantity: number }>, kind: PagesKind, copies: number): void {
  const key = `${kind.mode} ${kind.paper} ${kind.twoSided}`;
  const known = counts.get(key);
  if (known) known.quantity += copies;
  else counts.set(key, { kind, quantity: copies });
}

function linesOf(
  list: PriceList,
  counted: readonly { readonly kind: PagesKind; readonly quantity: number }[],
  isRush: boolean,
): Pick<Priced, 'lines' | 'linesTotal'> {
  const { currency } = list;
  const line = (kind: PriceLine['kind'], quantity: number, minor: bigint): PriceLine => ({
    kind,
    quantity,
    unitPrice: { minor, currency },
    total: { minor: minor * BigInt(quantity), currency },
  });
  const lines = counted.map(({ kind, quantity }) => line(kind, quantity, unitPrice(list, kind, quantity)));
  const pages = sum(
    lines.map((each) => each.total),
    currency,
  );
  if (pages.minor < list.minimumMinor) lines.push(line({ what: 'minimum' }, 1, list.minimumMinor - pages.minor));
  if (isRush && list.rushMinor !== undefined) lines.push(line({ what: 'rush' }, 1, list.rushMinor));
  const linesTotal = sum(
    lines.map((each) => each.total),
    currency,
  );
  return { lines, linesTotal };
}

/** Of one printed side, rounded half up to the minor unit. */
export function unitPrice(list: PriceList, kind: Omit<PagesKind, 'what'>, quantity: number): bigint {
  const { minor, breaks } = list[kind.mode];
  const reached = breaks.filter((each) => each.from <= quantity).toSorted((a, b) => b.from - a.from)[0];
  const percent = BigInt(list.papers.get(kind.paper as Paper) ?? 100) * BigInt(kind.twoSided ? list.twoSidedPercent : 100);
  return ((reached?.minor ?? minor) * percent + 5_000n) / 10_000n;
}
