/** The state table of print jobs, over random lives: forward only, the ended stay ended, doubt is never printed by itself. */
import { type PrintJobState, papers, printJobStates, sidesChoices } from '@parley/contract/api/printing.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abilitiesOf, mayWork, shownState } from '../printers/printer.ts';
import { afterFailure, afterLease, canPrint, hasEnded, jobMoves, mayMove } from './print-job.ts';

const state = fc.constantFrom(...printJobStates);
const begun = fc.option(fc.constant(new Date(0)), { nil: undefined });

describe('states', () => {
  it('never leave printed or cancelled', () => {
    fc.assert(fc.property(state, state, (from, to) => !(hasEnded(from) && mayMove(from, to))));
    expect(printJobStates.filter(hasEnded)).toEqual(['printed', 'cancelled']);
  });

  it('reach printed only by way of printing, and printing only by way of the queue', () => {
    const before = (to: PrintJobState) => printJobStates.filter((from) => mayMove(from, to));
    expect(before('printed')).toEqual(['printing', 'unknown']);
    expect(before('unknown')).toEqual(['printing']);
    expect(before('printing')).toEqual(['queued']);
    expect(before('waiting')).toEqual([]);
  });

  it('lead from every state to an end', () => {
    const ends = new Set<PrintJobState>(['printed', 'cancelled']);
    for (let grew = true; grew; ) {
      grew = false;
      for (const from of printJobStates) if (!ends.has(from) && jobMoves[from].some((to) => ends.has(to))) grew = Boolean(ends.add(from));
    }
    expect([...ends].toSorted()).toEqual([...printJobStates].toSorted());
  });
});

describe('after a failed try', () => {
  it('a job goes back into the queue only where certainly nothing came out, and at most three times', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        begun,
        fc.nat(5),
        fc.option(fc.nat(5), { nil: undefined }),
        (attempt, startedAt, pagesOut, sides) => {
          const next = afterFailure({ attempt, startedAt, pagesOut }, sides);
          const mayBeOut = pagesOut > 0 || (sides ?? 0) > 0 || (startedAt !== undefined && sides === undefined);
          return next.state === 'failed' || (!mayBeOut && attempt < 3 && next.restMs > 0);
        },
      ),
    );
  });

  it('of its lease, it is a question when it had begun, and never queued again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), begun, (attempt, startedAt) => {
        const to = afterLease({ attempt, startedAt });
        return startedAt === undefined ? to === (attempt < 6 ? 'queued' : 'failed') : to === 'unknown';
      }),
    );
  });
});

describe('abilities', () => {
  const abilities = fc.record({
    color: fc.boolean(),
    duplex: fc.boolean(),
    papers: fc.uniqueArray(fc.constantFrom(...papers)),
    pagesPerMinute: fc.constant(undefined),
  });
  const job = fc.record({ needsColor: fc.boolean(), paper: fc.constantFrom(...papers), sides: fc.constantFrom(...sidesChoices) });

  it('a printer that can do more prints whatever one that can do less does', () => {
    fc.assert(
      fc.property(abilities, job, (able, { needsColor, paper, sides }) => {
        const wanted = { needsColor, ticket: { mode: 'bw' as const, copies: 1, pages_per_sheet: 1 as const, paper, sides } };
        const all = { ...able, color: true, duplex: true, papers };
        return !canPrint(able, wanted) || canPrint(all, wanted);
      }),
    );
  });

  it('staff’s word counts over the agent’s, and silence is an office printer', () => {
    expect(abilitiesOf({ said: { color: true, duplex: false }, set: { color: false } })).toMatchObject({ color: false, duplex: false });
    expect(abilitiesOf({ said: {}, set: {} })).toMatchObject({ color: true, duplex: true, papers: ['A4', 'A5', 'Letter', 'Legal'] });
  });

  it('a paused, broken or empty printer gets no work, and a silent one shows as offline', () => {
    const printer = {
      id: '1',
      name: 'P',
      said: {},
      set: {},
      state: 'ready' as const,
      stateDetail: undefined,
      isPaused: false,
      lastSeenAt: new Date(0),
      pagesPrinted: 0n,
      jobsPrinted: 0n,
      alert: undefined,
      alertAt: undefined,
    };
    expect(mayWork(printer)).toBe(true);
    expect(mayWork({ ...printer, isPaused: true })).toBe(false);
    for (const broken of ['paper_out', 'jammed', 'error', 'offline', 'paused'] as const)
      expect(mayWork({ ...printer, state: broken })).toBe(false);
    expect(shownState(printer, true, new Date(1_000))).toBe('printing');
    expect(shownState(printer, true, new Date(90_000))).toBe('offline');
    expect(shownState({ ...printer, isPaused: true }, false, new Date(1_000))).toBe('paused');
  });
});
