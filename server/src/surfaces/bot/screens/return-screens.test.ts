/** Every screen of a return fits the service, whatever goods are called and shops write, in all five languages. */
import { newId } from '@parley/contract/values/id.ts';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ReturnNotice } from '../../../domains/conversations/index.ts';
import { type Returnable, type ReturnView, returnStates } from '../../../domains/returns/index.ts';
import { checkContent } from '../../../providers/messaging/content-limits.ts';
import type { OutboundContent } from '../../../providers/messaging/messaging.port.ts';
import { languages } from '../phrases/languages.ts';
import { voiceOf } from '../phrases/voice.ts';
import { readId } from '../registry.ts';
import {
  confirmReturnScreen,
  itemsToReturnScreen,
  noReturnScreen,
  pickedScreen,
  returnAskedScreen,
  returnNotice,
  unitsToReturnScreen,
  whyScreen,
} from './return-screens.ts';

const nasty = fc.oneof(
  fc.constantFrom('x'.repeat(300), '😀'.repeat(120), 'क्षत्रिय '.repeat(60), '*bold* {count} #', '\u200b', '   ', '\n\t', 'Tea'),
  fc.string({ unit: 'grapheme', maxLength: 600 }),
);
const amount = fc.bigInt({ min: 0n, max: 99_999_999_999_999n }).map((minor) => ({ minor, currency: 'INR' }));

function idsOf(content: OutboundContent): string[] {
  if (content.kind === 'buttons') return content.buttons.map((each) => each.id);
  return content.kind === 'list' ? content.sections.flatMap((section) => section.rows.map((each) => each.id)) : [];
}

function check(contents: readonly (OutboundContent | undefined)[]): void {
  for (const content of contents) {
    if (!content) continue;
    const checked = checkContent(content);
    expect(checked.ok ? [] : checked.refusal.details, JSON.stringify(content)).toEqual([]);
    for (const id of idsOf(content)) expect(readId(id), id).toBeDefined();
  }
}

/** As much of an order and its returns as the screens read. */
function worldOf(name: string, options: string, lines: number, units: number) {
  const sold = { quantity: units, paid: { minor: 5n, currency: 'INR' }, taxes: [] };
  const all = Array.from({ length: lines }, () => ({ variantId: newId<never>(), name, options, units, sold, creditedBefore: 0 }));
  const view = {
    id: newId<never>(),
    number: 'RET-10001',
    orderId: newId<never>(),
    orderNumber: 'ORD-20260301-10001',
    customerId: newId<never>(),
    state: 'asked',
    reason: name,
    message: name,
    askedBy: 'staff:1',
    lines: all.map((line) => ({ ...line, quantity: units, restocked: 1, damaged: 0, missing: 0 })),
    refund: { minor: 5n, currency: 'INR' },
    createdAt: new Date(0),
    updatedAt: new Date(0),
  } satisfies ReturnView;
  const of = {
    order: { id: newId(), orderNumber: 'ORD-20260301-10001', status: 'delivered' },
    lines: all,
    isInTime: true,
    until: new Date(0),
    returns: returnStates.map((state) => ({ ...view, state })),
  } as unknown as Returnable;
  return { of, view };
}

it('every screen and notice of a return fits, and everything it offers can be pressed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...languages),
      nasty,
      nasty,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 999 }),
      amount,
      (language, name, options, lines, units, worth) => {
        const voice = voiceOf({ language, country: 'IN', timeZone: 'Asia/Kolkata' });
        const { of, view } = worldOf(name, options, lines, units);
        const [line] = of.lines;
        if (!line) return;
        const picked = of.lines.map((each) => ({ ...each, quantity: each.units }));
        const changes: readonly ReturnNotice[] = ['asked', 'approved', 'declined', 'receiving', 'received', 'refunded', 'closed'];
        const ways = [undefined, 'gateway', 'hand', 'balance'] as const;
        check([
          itemsToReturnScreen(voice, of, 1),
          itemsToReturnScreen(voice, of, 4),
          unitsToReturnScreen(voice, of, line),
          pickedScreen(voice, of, picked),
          whyScreen(voice, of),
          confirmReturnScreen(voice, of, { picked, reason: name, worth }),
          confirmReturnScreen(voice, of, { picked, reason: 'damaged', worth }),
          returnAskedScreen(voice, view, name),
          ...(['pending', 'shipped', 'delivered', 'cancelled'] as const).flatMap((status) =>
            [true, false].map((isInTime) => noReturnScreen(voice, { ...of, isInTime, order: { ...of.order, status } }, name)),
          ),
          ...changes.flatMap((change) =>
            ways.map((refundBy) =>
              returnNotice(voice, { view: { ...view, refund: worth, ...(refundBy ? { refundBy } : {}) }, change, worth, shop: name }),
            ),
          ),
        ]);
      },
    ),
    { numRuns: 150 },
  );
});

it('a customer is not told what they just did themselves', () => {
  const voice = voiceOf({ language: 'en', country: 'IN', timeZone: 'Asia/Kolkata' });
  const { view } = worldOf('Tea', '', 1, 1);
  const told = { change: 'asked', worth: view.refund, shop: 'Shop' } as const;
  expect(returnNotice(voice, { ...told, view: { ...view, askedBy: 'customer:1' } })).toBeUndefined();
  expect(returnNotice(voice, { ...told, view })).toBeDefined();
});
