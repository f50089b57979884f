/** The gate before the database: nobody is forgotten, the urgent go first, and never more are inside than there are places. */
import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';

describe('the gate', () => {
  it('lets the urgent in before those who came earlier, and those in the order they came', async () => {
    const gate = createGate(1, 10_000);
    const order: string[] = [];
    await gate.enter(false);
    const all = [
      gate.enter(false).then(() => order.push('first')),
      gate.enter(false).then(() => order.push('second')),
      gate.enter(true).then(() => order.push('urgent')),
    ];
    for (const one of [2, 0, 1]) {
      gate.leave();
      await all[one];
    }
    expect(order).toEqual(['urgent', 'first', 'second']);
  });

  it('never has more inside than places, and is empty after all', async () => {
    const gate = createGate(3, 10_000);
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        await gate.enter(index % 7 === 0);
        inside += 1;
        most = Math.max(most, inside);
        await Promise.resolve();
        inside -= 1;
        gate.leave();
      }),
    );
    expect(most).toBe(3);
    for (let place = 0; place < 3; place += 1) await gate.enter(false);
  });

  it('gives up on who waits too long, and does not let that one in later', async () => {
    const gate = createGate(1, 5);
    await gate.enter(false);
    await expect(gate.enter(true)).rejects.toThrow('no connection');
    gate.leave();
    await gate.enter(false);
  });
});
