/** What follows from what the print system says: paper that may have come out is never printed again without a person. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PaperState } from './printers/printer.port.ts';
import { nextMove, reportOf } from './record.ts';

const states = ['unsent', 'waiting', 'printing', 'done', 'failed', 'cancelled', 'stopped', 'lost'] as const;
const papers: fc.Arbitrary<PaperState> = fc.record(
  { is: fc.constantFrom(...states), sides: fc.nat({ max: 50 }), detail: fc.string() },
  { requiredKeys: ['is'] },
);
const unwanted = fc.constantFrom(undefined, 'cancelled' as const, 'lease_lost' as const);

describe('a job that is followed', () => {
  test('ends as something that is tried again only where surely nothing came out', () => {
    fc.assert(
      fc.property(papers, unwanted, fc.boolean(), (paper, why, begun) => {
        const move = nextMove(paper, why);
        if (move.do !== 'end') return;
        const told = reportOf(move.ending, 'a3f1c9de-9f1e-4a44-8f3e-111111111111', begun);
        const isTriedAgain = told.status === 'queued' || (told.status === 'failed' && told.pages_printed === 0);
        if (isTriedAgain) expect(['unsent', 'failed', 'cancelled']).toContain(paper.is);
        if (paper.is === 'stopped' || paper.is === 'lost') expect(told.status).toBe('unknown');
        if (paper.is === 'done') expect(told.status).toBe('printed');
      }),
    );
  });

  test('is taken back only while nothing came out, and only when it is not wanted any more', () => {
    fc.assert(
      fc.property(papers, unwanted, (paper, why) => {
        expect(nextMove(paper, why).do === 'recall').toBe(paper.is === 'waiting' && why !== undefined);
      }),
    );
  });

  test('says that a cancel came too late', () => {
    expect(nextMove({ is: 'done', sides: 3 }, 'cancelled')).toEqual({
      do: 'end',
      ending: { outcome: 'printed', reason: 'The cancel came when pages were coming out.', sides: 3 },
    });
  });

  test('that was given back before it began is queued again, afterwards it is a failed try without a page', () => {
    expect(reportOf({ outcome: 'returned' }, 'lease', false)).toEqual({ status: 'queued', lease: 'lease', pages_printed: 0 });
    expect(reportOf({ outcome: 'returned' }, 'lease', true)).toEqual({ status: 'failed', lease: 'lease', pages_printed: 0 });
  });
});
