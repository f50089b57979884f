/** What a form sends: emptied fields are null in a change and left out of a new product; a matrix carries what differs. */
import { expect, it } from 'vitest';
import { newBody, nothingNew } from './new-product.ts';
import { changeOf } from './product-draft.ts';

it('a change says null for what was emptied, and reads amounts as typed', () => {
  expect(changeOf({ sku: ' ', price: '1,250.00', name: ' Tea ', is_priority: true })).toEqual({
    sku: null,
    price: '1250.00',
    name: 'Tea',
    is_priority: true,
  });
});

it('a new product leaves out what is empty, and opens the stock only when it is counted', () => {
  const typed = { ...nothingNew, name: 'Tea', price: '10', category_id: 'c', cost_price: '4' };
  expect(newBody(typed)).toEqual({ name: 'Tea', price: '10', category_id: 'c', state: 'published', is_priority: false, in_stock: true });
  expect(newBody({ ...typed, stock_quantity: '3' })).toMatchObject({ stock_quantity: 3, cost_price: '4' });
});

it('options become variants, each with its own price, code and stock where they differ', () => {
  const options = [{ key: 'a', was: undefined, name: 'Size', values: 'S, M' }];
  const body = newBody({
    ...nothingNew,
    name: 'Tee',
    price: '10',
    sku: 'TEE',
    options,
    variants: { M: { price: '12', stock_quantity: '5' } },
  });
  expect(body).toMatchObject({
    options: [{ name: 'Size' }],
    variants: [{ options: { Size: 'S' } }, { options: { Size: 'M' }, price: '12', stock_quantity: 5 }],
  });
  expect(body).not.toHaveProperty('sku');
});
