/** The HTTP of documents: works, refuses, keeps merchants apart; a signed link opens one paper and nothing else. */
import { newId, type OrderId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { dayMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentHouse, openDocumentHouse } from '../../../test/builders/document-house.ts';
import { createRoleEdge } from '../../../test/builders/role-edge.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { documentRoutes, signedDocumentRoutes } from './document.routes.ts';
import type { DocumentView } from './document.ts';

let house: DocumentHouse;
let edge: Edge;
let orderId: OrderId;
let unsold: OrderId;
let invoice: DocumentView;

beforeAll(async () => {
  house = await openDocumentHouse(12);
  edge = createRoleEdge(house);
  edge.register(documentRoutes(house), { prefix: '/api/v1' });
  edge.register(signedDocumentRoutes(house));
  await edge.ready();
  const { variantId } = await house.stockProduct({ name: 'Coffee', units: 50, priceMinor: 10_501, taxRateBp: 500 });
  orderId = await house.paid([{ variantId, quantity: 2 }]);
  unsold = await house.placed([{ variantId, quantity: 1 }]);
  invoice = await house.inTx(async (tx) => expectOk(await house.documents.issueInvoice(tx, orderId)));
});
afterAll(async () => {
  await edge.close();
  await house.close();
});

const get = (url: string, as = 'owner') =>
  edge.inject({ method: 'GET', url: `/api/v1${url}`, headers: as === '' ? {} : { authorization: `Bearer ${as}` } });
const open = (url: string) => edge.inject({ method: 'GET', url: url.replace('http://shop.example', '') });
const codeOf = (answer: { json(): unknown }): unknown => (answer.json() as { error?: { code?: string } }).error?.code;

describe('documents over HTTP', () => {
  it('are listed with their sums, and the list can be narrowed', async () => {
    const answer = await get(`/documents?kind=invoice&order_id=${orderId}&from=2026-03-01&to=2026-03-01`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      pagination: { total: 1 },
      data: [
        {
          id: invoice.id,
          number: invoice.number,
          order_id: orderId,
          total_amount: '210.02',
          currency: 'INR',
          corrects: null,
          return_id: null,
        },
      ],
    });
    for (const query of ['kind=credit_note', 'from=2026-03-02', 'to=2026-02-28', `order_id=${newId()}`])
      expect((await get(`/documents?${query}`)).json()).toMatchObject({ data: [], pagination: { total: 0 } });
  });

  it('are given as PDF by their id and by their order, on A4 and on a roll', async () => {
    for (const url of [`/documents/${invoice.id}.pdf`, `/orders/${orderId}/invoice`, `/orders/${orderId}/invoice?paper=receipt`]) {
      const answer = await get(url, 'viewer');
      expect([answer.statusCode, answer.headers['content-type'], answer.rawPayload.subarray(0, 5).toString()]).toEqual([
        200,
        'application/pdf',
        '%PDF-',
      ]);
      expect(answer.headers['content-disposition']).toBe('inline; filename="INV-25-26-00001.pdf"');
    }
  });

  it('are refused to strangers, for orders without one, and for what is no document', async () => {
    expect((await get(`/orders/${orderId}/invoice`, '')).statusCode).toBe(401);
    for (const url of [`/orders/${unsold}/invoice`, `/orders/${newId()}/invoice`, `/documents/${newId()}.pdf`]) {
      const answer = await get(url);
      expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'document.not_found']);
    }
    for (const url of ['/documents?kind=letter', '/documents?from=yesterday', '/documents/42.pdf', `/orders/${orderId}/invoice?paper=a3`])
      expect([(await get(url)).statusCode, codeOf(await get(url))], url).toEqual([400, 'request.invalid']);
  });

  it('of another merchant are not there', async () => {
    expect((await get('/documents', 'owner@other')).json()).toMatchObject({ data: [], pagination: { total: 0 } });
    for (const url of [`/documents/${invoice.id}.pdf`, `/orders/${orderId}/invoice`])
      expect(codeOf(await get(url, 'owner@other'))).toBe('document.not_found');
  });
});

describe('a signed link', () => {
  it('opens its paper without signing in, for a day', async () => {
    const link = house.documents.link(house.merchantId, invoice.id);
    const listed = (await get('/documents')).json<{ data: { url: string }[] }>();
    for (const url of [link, `${link}&paper=receipt`, listed.data[0]?.url ?? '']) {
      const answer = await open(url);
      expect([answer.statusCode, answer.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    }
    house.clock.advance(dayMs);
    expect((await open(link)).statusCode).toBe(404);
  });

  it('opens nothing else: not another document, not with another word, not of another merchant', async () => {
    const link = house.documents.link(house.merchantId, invoice.id);
    const foreign = house.documents.link(house.otherMerchantId, invoice.id);
    for (const url of [link.replace(invoice.id, newId()), `${link}x`, link.replace(/token=./, 'token=x'), foreign]) {
      expect((await open(url)).statusCode, url).toBe(404);
    }
    expect((await open(link.replace(/\?token=.*/, ''))).statusCode).toBe(400);
  });
});
