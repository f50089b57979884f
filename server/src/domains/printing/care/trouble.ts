/**
 * The noun of troubles in the print shop: what counts as one, when staff are mailed about it and when that it is over. Pure. A blip tells
 * nobody, a trouble is told once, and one that comes and goes is told once an hour at most.
 */
import type { printTroubles } from '@parley/contract/api/printing.ts';
import { after, hourMs, minuteMs } from '@parley/contract/values/time.ts';

export type TroubleWord = (typeof printTroubles)[number];

/** `printer`: it is silent or in need · `unprintable`: jobs wait that no printer can print · `question`: nobody says whether a job came out. */
export type TroubleKind = 'printer' | 'unprintable' | 'question';

/** What is wrong at this moment. */
export interface Wrong {
  readonly kind: TroubleKind;
  /** The printer or the job; the merchant's own id where it is about all of them. */
  readonly subjectId: string;
  readonly word: TroubleWord;
  readonly since: Date;
  /** Jobs that wait because of it, and how many people they belong to. */
  readonly jobs: number;
  readonly customers: number;
  /** Something came out of it lately. */
  readonly isInUse: boolean;
  readonly printer?: { readonly id: string; readonly name: string };
  readonly job?: { readonly id: string; readonly name: string };
  /** What the printer says itself. */
  readonly detail?: string;
}

/** As it was noted when it began. */
export interface KnownTrouble {
  readonly id: string;
  readonly kind: TroubleKind;
  readonly subjectId: string;
  readonly word: TroubleWord;
  readonly beganAt: Date;
  readonly calmSince: Date | undefined;
  readonly toldAt: Date | undefined;
}

/** What to note and to tell, and when to look again though nothing happens. */
export interface Step {
  readonly note: 'nothing' | 'open' | 'again' | 'calm' | 'close';
  readonly tell?: 'trouble' | 'recovery';
  readonly lookAt?: Date;
}

/** How long it must have lasted before anybody is mailed. */
const GRACE_MS: Readonly<Record<TroubleWord, number>> = {
  offline: 5 * minuteMs,
  paper_out: 2 * minuteMs,
  jammed: 2 * minuteMs,
  error: 2 * minuteMs,
  no_printer: 2 * minuteMs,
  no_fit: 2 * minuteMs,
  unanswered: 10 * minuteMs,
};
export const CALM_MS = 2 * minuteMs;
export const MAIL_EVERY_MS = hourMs;
/** Jobs and customers change without a word of the printers: such troubles are looked at by the clock too. */
const LOOK_EVERY_MS = 10 * minuteMs;

/**
 * Whether a person should be called. A printer that is switched off when nobody waits is a shop that is closed; one that reports a need is
 * switched on, and was at work today.
 */
export function isWorthAWord({ kind, word, jobs, isInUse }: Pick<Wrong, 'kind' | 'word' | 'jobs' | 'isInUse'>): boolean {
  if (kind !== 'printer') return true;
  return jobs > 0 || (word !== 'offline' && isInUse);
}

export interface Seen {
  readonly now: Date;
  /** Undefined: nothing is wrong with it now. */
  readonly wrong: Pick<Wrong, 'kind' | 'word' | 'since' | 'jobs' | 'isInUse'> | undefined;
  /** Undefined: nothing is noted. */
  readonly known: Pick<KnownTrouble, 'kind' | 'beganAt' | 'calmSince' | 'toldAt'> | undefined;
  /** When staff were last mailed of a trouble with the same thing. */
  readonly lastToldAt: Date | undefined;
}

export function stepFor({ now, wrong, known, lastToldAt }: Seen): Step {
  const isOn = wrong !== undefined && (isWorthAWord(wrong) || known?.toldAt !== undefined);
  if (!isOn) return known ? calming(known, now) : { note: 'nothing' };
  const note = known === undefined ? 'open' : known.calmSince === undefined ? 'nothing' : 'again';
  const again = wrong.kind === 'printer' ? {} : { lookAt: after(now, LOOK_EVERY_MS) };
  if (known?.toldAt !== undefined) return { note, ...again };
  const lasted = after(known?.beganAt ?? wrong.since, GRACE_MS[wrong.word]);
  const due = latest(lasted, lastToldAt && after(lastToldAt, MAIL_EVERY_MS));
  return due <= now ? { note, tell: 'trouble', ...again } : { note, lookAt: due };
}

function calming(known: NonNullable<Seen['known']>, now: Date): Step {
  if (known.toldAt === undefined) return { note: 'close' };
  if (known.calmSince === undefined) return { note: 'calm', lookAt: after(now, CALM_MS) };
  const sure = after(known.calmSince, CALM_MS);
  return sure <= now ? { note: 'close', tell: 'recovery' } : { note: 'nothing', lookAt: sure };
}

function latest(a: Date, b: Date | undefined): Date {
  return b !== undefined && b > a ? b : a;
}
