/** The rules of money that need no database. */
import { money } from '@parley/contract/values/money.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRefundCause, refundable, refundMoves } from './payment.ts';

const states = ['asked', 'pending', 'processed', 'failed'] as const;

describe('refunds', () => {
  it('what is asked, pending or done cannot be refunded again; what failed can', () => {
    const refunds = fc.array(fc.record({ minor: fc.bigInt(1n, 1_000n), state: fc.constantFrom(...states) }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.bigInt(1n, 100_000n), refunds, (paid, all) => {
        const left = refundable(
          money(paid, 'INR'),
          all.map((each) => ({ amount: money(each.minor, 'INR'), state: each.state })),
        );
        const gone = all.filter((each) => each.state !== 'failed').reduce((sum, each) => sum + each.minor, 0n);
        expect(left.minor + gone).toBe(paid);
      }),
    );
  });
  it('processed and failed are final', () => {
    for (const to of states) {
      expect(refundMoves('processed', to)).toBe(false);
      expect(refundMoves('failed', to)).toBe(false);
    }
    expect(refundMoves('asked', 'processed')).toBe(true);
    expect(refundMoves('pending', 'asked')).toBe(false);
  });
  it('a failed one is asked three times in all', () => {
    expect(nextRefundCause('excess')).toBe('excess#2');
    expect(nextRefundCause('excess#2')).toBe('excess#3');
    expect(nextRefundCause('excess#3')).toBeUndefined();
  });
});
