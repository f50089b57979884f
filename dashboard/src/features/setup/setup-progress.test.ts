/** The way to the first sale: what counts as done, where one goes on, and what a broken store cannot break. */
import { describe, expect, test } from 'vitest';
import { doneCount, gatewaysFor, keptOf, nextStep, progressOf, type SetupFacts, stepAfter, steps } from './setup-progress.ts';

const fresh: SetupFacts = {
  settings: { delivery: { kind: 'courier' }, pickup: { offered: true }, cod: { offered: false } },
  whatsappNumber: '+919000000101',
  connections: [],
  products: 0,
  chats: 0,
  orders: 0,
  kept: { skipped: [], shared: false },
};
const withState = (kind: 'whatsapp' | 'razorpay' | 'stripe' | 'shiprocket', state: 'working' | 'untested' | 'failing' | 'missing') => ({
  ...fresh,
  connections: [{ kind, state }],
});

describe('the way to the first sale', () => {
  test('a shop that was just opened has its details and goes on with products', () => {
    const progress = progressOf(fresh);
    expect(doneCount(progress)).toBe(1);
    expect(nextStep(progress)).toBe('products');
  });

  test('nothing is left once everything is there', () => {
    const progress = progressOf({
      ...fresh,
      connections: [
        { kind: 'whatsapp', state: 'working' },
        { kind: 'stripe', state: 'untested' },
        { kind: 'shiprocket', state: 'working' },
      ],
      products: 3,
      chats: 1,
      orders: 1,
    });
    expect(doneCount(progress)).toBe(steps.length);
    expect(nextStep(progress)).toBeUndefined();
  });

  test('a connection that fails is said, and is where one goes on before what comes later', () => {
    const progress = progressOf({ ...withState('whatsapp', 'failing'), products: 1 });
    expect(progress.whatsapp).toBe('failing');
    expect(nextStep(progress)).toBe('whatsapp');
  });

  test('one gateway that works is enough, and so is cash on delivery', () => {
    const two = { ...fresh, connections: [{ kind: 'stripe', state: 'failing' } as const, { kind: 'razorpay', state: 'working' } as const] };
    expect(progressOf(two).payments).toBe('done');
    expect(progressOf(withState('stripe', 'failing')).payments).toBe('failing');
    expect(progressOf({ ...fresh, settings: { ...fresh.settings, cod: { offered: true } } }).payments).toBe('done');
  });

  test('a price of one’s own or a place to pick up is a way to deliver; pickup without an address is none', () => {
    const { settings } = fresh;
    expect(progressOf(fresh).delivery).toBe('open');
    expect(progressOf({ ...fresh, settings: { ...settings, delivery: { kind: 'flat' } } }).delivery).toBe('done');
    expect(progressOf({ ...fresh, settings: { ...settings, pickup: { offered: true, address: '4 High St' } } }).delivery).toBe('done');
    expect(progressOf({ ...fresh, settings: { ...settings, pickup: { offered: false, address: '4 High St' } } }).delivery).toBe('open');
  });

  test('what was put aside is not asked for again, and counts as done once it is', () => {
    const kept = { skipped: ['products', 'payments'] as const, shared: false };
    const progress = progressOf({ ...fresh, kept });
    expect(progress.products).toBe('skipped');
    expect(nextStep(progress)).toBe('whatsapp');
    expect(progressOf({ ...fresh, kept, products: 1 }).products).toBe('done');
  });

  test('the gateway of the country comes first and none is left out', () => {
    expect(gatewaysFor('IN')).toEqual(['razorpay', 'paystack', 'stripe']);
    expect(gatewaysFor('NG')[0]).toBe('paystack');
    expect(gatewaysFor('DE')[0]).toBe('stripe');
    expect([...gatewaysFor('BR')].sort()).toEqual(['paystack', 'razorpay', 'stripe']);
  });

  test('steps follow each other to the end', () => {
    expect(stepAfter('shop')).toBe('products');
    expect(stepAfter('sale')).toBeUndefined();
  });

  test.each([null, '', '{', '[]', 'null', '7', '{"skipped":"shop"}', '{"skipped":["nowhere",3]}'])(
    'a store that holds %j puts nothing aside',
    (text) => expect(keptOf(text)).toEqual({ skipped: [], shared: false }),
  );
  test('what was kept is read back', () =>
    expect(keptOf(JSON.stringify({ skipped: ['share', 'whatsapp'], shared: true }))).toEqual({
      skipped: ['whatsapp', 'share'],
      shared: true,
    }));
});
