/** What the drawing thread promises: the same pages as beside it, many at once, and a failure that stays with its own page. */
import { expect, it } from 'vitest';
import { billedOrder, puneShop } from '../../../test/builders/billed-order.ts';
import { composeInvoice } from './compose-document.ts';
import type { DocumentContent } from './document-content.ts';
import { createDrawing } from './draw-apart.ts';
import { drawDocument } from './draw-document.ts';

const invoice = (count: number): DocumentContent =>
  composeInvoice(
    billedOrder({ lines: [{ name: 'Coffee', quantity: count, unitMinor: 10_000n, rateBp: 500 }] }),
    puneShop,
    { name: 'Asha Rao' },
    { number: `INV/26-27/0000${count}`, issuedOn: '2026-11-20', language: 'en' },
  );

it('pages drawn apart are the pages drawn here, each its own, and a bad one fails alone', async () => {
  const draw = createDrawing();
  const drawn = await Promise.allSettled([
    draw(invoice(1), 'a4'),
    draw({ ...invoice(2), total: 'much' }, 'a4'),
    draw(invoice(3), 'receipt'),
  ]);
  expect(drawn.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const bytes = drawn.map((each) => (each.status === 'fulfilled' ? each.value : undefined));
  expect(bytes[0]?.equals(await drawDocument(invoice(1)))).toBe(true);
  expect(bytes[2]?.equals(await drawDocument(invoice(3), 'receipt'))).toBe(true);
  expect((await draw(invoice(4), 'a4')).subarray(0, 5).toString()).toBe('%PDF-');
});
