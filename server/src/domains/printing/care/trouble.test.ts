/** When staff are mailed about a printer: never for a blip, once for what lasts, once an hour at most, and that it is over only where they were told. */
import { after, hourMs, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorthAWord, MAIL_EVERY_MS, stepFor, type TroubleWord } from './trouble.ts';

const start = new Date('2026-11-20T09:00:00Z');

interface Spell {
  readonly word: TroubleWord;
  readonly from: number;
  readonly to: number;
}
interface Mail {
  readonly at: number;
  readonly about: 'trouble' | 'recovery';
}

/** Looks when something begins or ends, and when a look asked for another; answers the mails, in milliseconds since the start. */
function live(
  spells: readonly Spell[],
  jobs: number,
): { readonly mails: readonly Mail[]; readonly looks: number; readonly isOpen: boolean } {
  const due = spells.flatMap(({ from, to }) => [from, to]);
  const mails: Mail[] = [];
  let known: Parameters<typeof stepFor>[0]['known'];
  let lastToldAt: Date | undefined;
  let looks = 0;
  while (due.length > 0) {
    due.sort((a, b) => a - b);
    const at = due.shift() ?? 0;
    const now = after(start, at);
    looks += 1;
    if (looks > 10_000) throw new Error('it looks for ever');
    const spell = spells.find(({ from, to }) => from <= at && at < to);
    const wrong = spell && { kind: 'printer' as const, word: spell.word, since: after(start, spell.from), jobs, isInUse: true };
    const step = stepFor({ now, wrong, known, lastToldAt });
    if (step.note === 'open' && wrong) known = { kind: 'printer', beganAt: wrong.since, calmSince: undefined, toldAt: undefined };
    if (step.note === 'again' && known) known = { ...known, calmSince: undefined };
    if (step.note === 'calm' && known) known = { ...known, calmSince: now };
    if (step.tell) mails.push({ at, about: step.tell });
    if (step.tell === 'trouble' && known) {
      known = { ...known, toldAt: now };
      lastToldAt = now;
    }
    if (step.note === 'close') known = undefined;
    if (step.lookAt) {
      expect(step.lookAt > now).toBe(true);
      due.push(step.lookAt.getTime() - start.getTime());
    }
  }
  return { mails, looks, isOpen: known !== undefined };
}

const words = ['offline', 'paper_out', 'jammed', 'error'] as const;
/** Spells one after another, long and short, with rests between them. */
const spellsOf = fc
  .array(
    fc.record({
      word: fc.constantFrom(...words),
      rest: fc.integer({ min: 1, max: 30 * minuteMs }),
      lasts: fc.oneof(fc.integer({ min: 1, max: 2 * minuteMs }), fc.integer({ min: minuteMs, max: 3 * hourMs })),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((parts) => {
    let at = 0;
    return parts.map(({ word, rest, lasts }): Spell => {
      const from = at + rest;
      at = from + lasts;
      return { word, from, to: at };
    });
  });

const graceOf = (word: TroubleWord): number => (word === 'offline' ? 5 : 2) * minuteMs;

describe('whatever a printer does', () => {
  const seed = 20_261_120;
  it(`mails keep an hour apart, follow what lasted, and end as they began (seed ${seed})`, () => {
    fc.assert(
      fc.property(spellsOf, fc.integer({ min: 0, max: 5 }), (spells, jobs) => {
        const { mails, isOpen } = live(spells, jobs);
        const troubles = mails.filter(({ about }) => about === 'trouble');
        for (const [index, { at }] of troubles.entries()) {
          const before = troubles[index - 1];
          if (before) expect(at - before.at).toBeGreaterThanOrEqual(MAIL_EVERY_MS);
          const spell = spells.find(({ from, to }) => from <= at && at < to);
          if (!spell) throw new Error('told while all was well');
          expect(at - spell.from).toBeGreaterThanOrEqual(graceOf(spell.word));
        }
        // One word that it is over for each trouble that was told, and none before.
        expect(mails.map(({ about }) => about)).toEqual(troubles.flatMap(() => ['trouble', 'recovery']));
        expect(isOpen).toBe(false);
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it(`what lasts is told when it is due (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.integer({ min: 1, max: 6 * hourMs }), (word, lasts) => {
        const { mails } = live([{ word, from: 0, to: lasts }], 1);
        expect(mails[0]?.at).toBe(lasts > graceOf(word) ? graceOf(word) : undefined);
      }),
      { seed, numRuns: 500 },
    );
  });
});

describe('a person is called', () => {
  it('for a silent printer only when somebody waits, for one that is in need also while it is in use', () => {
    const worth = (word: TroubleWord, jobs: number, isInUse: boolean) => isWorthAWord({ kind: 'printer', word, jobs, isInUse });
    expect([worth('offline', 0, true), worth('offline', 1, false)]).toEqual([false, true]);
    expect([worth('paper_out', 0, false), worth('paper_out', 0, true), worth('jammed', 2, false)]).toEqual([false, true, true]);
  });

  it('at once by whoever comes to a printer that is away since hours', () => {
    const wrong = { kind: 'printer' as const, word: 'offline' as const, since: start, isInUse: false };
    const seen = { now: after(start, 3 * hourMs), known: undefined, lastToldAt: undefined };
    expect(stepFor({ ...seen, wrong: { ...wrong, jobs: 0 } })).toEqual({ note: 'nothing' });
    expect(stepFor({ ...seen, wrong: { ...wrong, jobs: 1 } })).toEqual({ note: 'open', tell: 'trouble' });
  });

  it('again for a question that nobody answers only after ten minutes, since jobs come and go without a word', () => {
    const wrong = { kind: 'question' as const, word: 'unanswered' as const, since: start, jobs: 1, isInUse: true };
    const first = stepFor({ now: after(start, secondMs), wrong, known: undefined, lastToldAt: undefined });
    expect(first).toEqual({ note: 'open', lookAt: after(start, 10 * minuteMs) });
    const known = { kind: 'question' as const, beganAt: start, calmSince: undefined, toldAt: undefined };
    const due = stepFor({ now: after(start, 10 * minuteMs), wrong, known, lastToldAt: undefined });
    expect(due).toEqual({ note: 'nothing', tell: 'trouble', lookAt: after(start, 20 * minuteMs) });
  });
});
