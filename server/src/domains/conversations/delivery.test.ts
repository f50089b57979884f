/** The ladder of delivery: the outcome never depends on the order of the reports. */
import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, deliveryStates, isSettled, type OutboundState } from './delivery.ts';

const reports: OutboundState[] = ['accepted', 'sent', 'delivered', 'read', 'failed'];

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  return items.length === 0 ? [[]] : items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  return items.reduce<readonly (readonly T[])[]>((all, item) => [...all, ...all.map((set) => [...set, item])], [[]]);
}

describe('statuses', () => {
  it('end in the same state in every order of every subset', () => {
    for (const subset of subsets(reports)) {
      const ends = permutations(subset).map((order) => order.reduce(advance, 'sending' as OutboundState));
      expect(new Set(ends).size).toBe(1);
    }
  });

  it('never go back, repeated and shuffled as they may be', () => {
    assert(
      property(array(constantFrom(...reports)), (order) => {
        let state: OutboundState = 'queued';
        for (const report of order) {
          const next = advance(state, report);
          expect(deliveryStates.indexOf(next)).toBeGreaterThanOrEqual(deliveryStates.indexOf(state));
          state = next;
        }
      }),
    );
  });

  it('fail what was only taken, and never what has arrived', () => {
    expect(['sending', 'accepted', 'sent'].map((state) => advance(state as OutboundState, 'failed'))).toEqual([
      'failed',
      'failed',
      'failed',
    ]);
    expect(['delivered', 'read'].map((state) => advance(state as OutboundState, 'failed'))).toEqual(['delivered', 'read']);
  });

  it('end the sending from "accepted" on', () => {
    expect(deliveryStates.filter(isSettled)).toEqual(['held', 'accepted', 'sent', 'failed', 'delivered', 'read']);
  });
});
