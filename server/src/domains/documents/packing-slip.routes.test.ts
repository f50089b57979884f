/** Packing slips over HTTP: drawn for one order or several, for both papers, and for nobody of another shop. */
import { newId, type OrderId } from '@parley/contract/values/id.ts';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentHouse, openDocumentHouse } from '../../../test/builders/document-house.ts';
import { createRoleEdge } from '../../../test/builders/role-edge.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { documentRoutes } from './document.routes.ts';

let house: DocumentHouse;
let edge: Edge;
let first: OrderId;
let second: OrderId;

beforeAll(async () => {
  house = await openDocumentHouse(17);
  edge = createRoleEdge(house);
  edge.register(documentRoutes(house), { prefix: '/api/v1' });
  await edge.ready();
  const { variantId } = await house.stockProduct({ name: 'Coffee', units: 50, priceMinor: 10_501 });
  first = await house.paid([{ variantId, quantity: 2 }], 'hi');
  second = await house.placed([{ variantId, quantity: 3 }]);
  await house.inTx((tx) => house.documents.issueInvoice(tx, first));
}, 60_000);
afterAll(async () => {
  await edge.close();
  await house.close();
});

const get = (url: string, as = 'owner') => edge.inject({ method: 'GET', url: `/api/v1${url}`, headers: { authorization: `Bearer ${as}` } });

async function pagesOf(url: string): Promise<readonly string[]> {
  const answer = await get(url);
  expect(answer.statusCode).toBe(200);
  const pdf = await getDocumentProxy(new Uint8Array(answer.rawPayload));
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  return pages;
}

describe('a packing slip', () => {
  it.each(['a4', 'receipt'])('on %s says what goes to whom, and no price', async (paper) => {
    const [page = ''] = await pagesOf(`/orders/${first}/packing-slip?paper=${paper}`);
    expect(page).toMatch(/Packing slip/);
    expect(page).toMatch(/2 +Coffee/);
    expect(page).toContain('Asha');
    expect(page).not.toContain('105.01');
  });

  it('of several orders is one file with a page for each', async () => {
    const pages = await pagesOf(`/orders/papers?ids=${second},${first}&kind=packing_slip`);
    expect(pages).toHaveLength(2);
    expect(pages[0]).toMatch(/3 +Coffee/);
  });

  it('of another shop, or of no order, is not there', async () => {
    expect((await get(`/orders/${first}/packing-slip`, 'owner@other')).statusCode).toBe(404);
    expect((await get(`/orders/${newId()}/packing-slip`)).statusCode).toBe(404);
    expect((await get(`/orders/papers?ids=${first}&kind=packing_slip`, 'owner@other')).statusCode).toBe(404);
  });
});

describe('invoices printed together', () => {
  it('are those of the orders that were sold', async () => {
    expect(await pagesOf(`/orders/papers?ids=${first},${second}&kind=invoice`)).toHaveLength(1);
    expect((await get(`/orders/papers?ids=${second}&kind=invoice`)).statusCode).toBe(404);
    expect((await get('/orders/papers?ids=1&kind=invoice')).statusCode).toBe(400);
  });
});
