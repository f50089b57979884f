/** Looking is shared, and only for those whom somebody watches. */
import { type MerchantId, newId } from '@parley/contract/values/id.ts';
import { expect, it } from 'vitest';
import { createPulseWatch } from './pulse-watch.ts';

function setUp() {
  const [a, b] = [newId<MerchantId>(), newId<MerchantId>()];
  const state = {
    pulse: new Map([
      [a, 'a1'],
      [b, 'b1'],
    ]),
    looks: [] as MerchantId[],
    failures: [] as unknown[],
    isDown: false,
  };
  const watch = createPulseWatch({
    async read(merchantId) {
      state.looks.push(merchantId);
      if (state.isDown) throw new Error('down');
      return state.pulse.get(merchantId) ?? '';
    },
    everyMs: 0,
    onFailure: (error) => state.failures.push(error),
  });
  return { a, b, state, watch };
}

it('many viewers of a merchant cost one look, and hear of each change once', async () => {
  const { a, b, state, watch } = setUp();
  const heard: string[][] = [[], [], []];
  for (const each of heard) watch.watch(a, (pulse) => each.push(pulse));
  await watch.lookOnce();
  await watch.lookOnce();
  state.pulse.set(a, 'a2');
  state.pulse.set(b, 'b2');
  await watch.lookOnce();
  expect(state.looks).toEqual([a, a, a]);
  expect(heard).toEqual([
    ['a1', 'a2'],
    ['a1', 'a2'],
    ['a1', 'a2'],
  ]);
});

it('a viewer who comes later hears where things stand; one who left hears nothing, and the last one ends the looking', async () => {
  const { a, state, watch } = setUp();
  const [first, second]: string[][] = [[], []];
  const leave = watch.watch(a, (pulse) => first?.push(pulse));
  await watch.lookOnce();
  const leaveToo = watch.watch(a, (pulse) => second?.push(pulse));
  leave();
  state.pulse.set(a, 'a2');
  await watch.lookOnce();
  leaveToo();
  await watch.lookOnce();
  expect([first, second, state.looks.length]).toEqual([['a1'], ['a1', 'a2'], 2]);
});

it('a look that failed is reported and tried again', async () => {
  const { a, state, watch } = setUp();
  const heard: string[] = [];
  watch.watch(a, (pulse) => heard.push(pulse));
  state.isDown = true;
  await watch.lookOnce();
  state.isDown = false;
  await watch.lookOnce();
  expect([heard, state.failures.length]).toEqual([['a1'], 1]);
});
