/** The state table can be walked to its ends, and units never come back more often than they were asked for. */
import { newId, type VariantId } from '@parley/contract/values/id.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accounted, addOutcomes, isComplete, mayMove, type ReturnLine, returnMoves, returnStates, unitsTaken } from './return.ts';

const runs = { numRuns: Number(process.env['RETURN_RUNS'] ?? 500), verbose: 1 } as const;
const ids = [newId<VariantId>(), newId<VariantId>(), newId<VariantId>()];

function lineOf(variantId: VariantId, quantity: number): ReturnLine {
  const sold = { quantity, paid: { minor: 1_000n, currency: 'INR' }, taxes: [] };
  return { variantId, name: 'Tea', options: '', quantity, restocked: 0, damaged: 0, missing: 0, sold, creditedBefore: 0 };
}

describe('the states of a return', () => {
  it('are all reached from asked, and every one leads to an end', () => {
    const reached = new Set<string>(['asked']);
    for (const state of reached) for (const next of returnMoves[state as keyof typeof returnMoves]) reached.add(next);
    expect([...reached].toSorted()).toEqual([...returnStates].toSorted());
    const ends = returnStates.filter((state) => returnMoves[state].length === 0);
    expect(ends).toEqual(['declined', 'closed']);
  });

  it('only move forward', () => {
    const order = (state: (typeof returnStates)[number]) => returnStates.indexOf(state);
    for (const from of returnStates) for (const to of returnStates) if (mayMove(from, to)) expect(order(to)).toBeGreaterThan(order(from));
    expect(mayMove('declined', 'approved')).toBe(false);
    expect(mayMove('asked', 'received')).toBe(false);
  });

  it('let a declined return take nothing, an open one all it asks for, and one that is over what really came', () => {
    const line = { quantity: 5, restocked: 1, damaged: 1, missing: 3 };
    expect(returnStates.map((state) => unitsTaken(state, line))).toEqual([5, 5, 0, 5, 2, 2, 2]);
  });
});

describe('outcomes', () => {
  const receipt = fc.array(
    fc.record({
      variantId: fc.constantFrom(...ids),
      restocked: fc.integer({ min: 0, max: 4 }),
      damaged: fc.integer({ min: 0, max: 4 }),
      missing: fc.integer({ min: 0, max: 4 }),
    }),
    { maxLength: 4 },
  );

  it('never add up to more than is to come, whatever is received in whatever portions', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }), fc.array(receipt), (quantities, receipts) => {
        let lines: readonly ReturnLine[] = quantities.map((quantity, index) => lineOf(ids[index] ?? newId(), quantity));
        for (const came of receipts) {
          const after = addOutcomes(lines, came);
          if (after.wrong.length === 0) lines = after.lines;
          for (const line of after.lines) expect(accounted(line)).toBeLessThanOrEqual(line.quantity);
        }
        expect(isComplete(lines)).toBe(lines.every((line) => accounted(line) === line.quantity));
      }),
      runs,
    );
  });

  it('of what is not in the return are named', () => {
    const stranger = { variantId: newId<VariantId>(), restocked: 1, damaged: 0, missing: 0 };
    expect(addOutcomes([lineOf(newId(), 2)], [stranger]).wrong).toEqual([{ index: 0, left: 0 }]);
  });
});
