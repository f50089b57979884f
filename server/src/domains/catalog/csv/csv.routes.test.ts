/** Products as CSV over HTTP: what works, what is refused by row and column, and that merchants are kept apart. */
import { newId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CsvHouse, openCsvHouse } from '../../../../test/builders/csv-house.ts';

let house: CsvHouse;
beforeAll(async () => {
  house = await openCsvHouse();
});
afterAll(() => house.close());

const HEAD = 'product_id,name,description,price,category,subcategory,image_url,in_stock,is_priority,weight_kg,barcode,supplier_id';
const find = async (search: string) =>
  (await house.call('GET', `/products?search=${encodeURIComponent(search)}`)).body.data as { id: string; name: string; price: string }[];
const detail = async (search: string) => (await house.call('GET', `/products/${(await find(search))[0]?.id}`)).body.data;

describe('works', () => {
  it('the columns of the product list become products, and the same file again changes nothing', async () => {
    const file = [
      `${HEAD},sku,stock_quantity,cost_price`,
      'R-1,Basmati Rice,Long grain,24.99,Groceries,Grains,,true,true,1.5,8901,SUP-1,RICE-1,12,18.50',
      'R-2,Brown Rice,,19,Groceries,Grains,,false,no,,,,,,',
    ].join('\n');
    const done = await house.send(file);
    expect(done).toMatchObject({
      status: 200,
      body: {
        status: 'success',
        data: {
          products_added: 2,
          products_updated: 0,
          products_refused: 0,
          whatsapp_catalog_updated: false,
          refusals: [],
          dry_run: false,
        },
      },
    });
    expect(await detail('basmati')).toMatchObject({
      product_id: 'R-1',
      price: '24.99',
      category: 'Groceries',
      subcategory: 'Grains',
      is_priority: true,
      weight_kg: 1.5,
      barcode: '8901',
      variants: [{ sku: 'RICE-1', available: 12, is_tracked: true }],
    });
    expect(await detail('brown')).toMatchObject({ in_stock: false, is_priority: false, variants: [{ is_tracked: false }] });
    const before = await house.traces();
    expect((await house.send(file)).body.data).toMatchObject({ products_added: 0, products_updated: 0, products_refused: 0 });
    // The import's own line is all it leaves.
    expect(await house.traces()).toEqual({ ...before, audits: before.audits + 1 });
  });

  it('opening stock is posted with the import, and the books and the ledger agree', async () => {
    await house.send(
      `product_id,name,price,category,stock_quantity,cost_price\nS-1,Ledger Tea,10,Tea,7,4.25\nS-2,Ledger Mint,10,Tea,0,4\n`,
    );
    const value = () =>
      house.inShop(async (tx) => ({
        ...(await house.stock.verifyStock(tx)),
        inventory: (await house.books.balance(tx, 'inventory')).minor,
      }));
    const opened = await value();
    expect(opened.differences).toEqual([]);
    expect(opened.inventory).toBe(opened.valueMinor);
    // Another number is a count that came out differently; the same file again is none.
    const recount = 'product_id,stock_quantity\nS-1,5\nS-2,3\n';
    expect((await house.send(recount)).body.data).toMatchObject({ products_updated: 2, products_refused: 0 });
    expect(await detail('ledger tea')).toMatchObject({ variants: [{ available: 5 }] });
    const after = await house.traces();
    expect((await house.send(recount)).body.data).toMatchObject({ products_updated: 0 });
    expect(await house.traces()).toEqual({ ...after, audits: after.audits + 1 });
    const counted = await value();
    expect(counted).toMatchObject({ differences: [], inventory: counted.valueMinor });
    // A column that is not there changes nothing.
    expect((await house.send('product_id,price\nS-1,10.00\n')).body.data).toMatchObject({ products_updated: 0 });
  });

  it('several rows of one product_id are its variants, and a later file adds to them', async () => {
    const head = 'product_id,name,price,category,sku,option1_name,option1_value,option2_name,option2_value';
    const file = `${head}\nT-1,Tee,300,Clothes,T-S-R,Size,S,Colour,Red\nT-1,Tee,320,Clothes,T-M-R,Size,M,Colour,Red\n`;
    expect((await house.send(file)).body.data).toMatchObject({ products_added: 1, products_refused: 0 });
    const more = `${head}\nT-1,Tee,290,Clothes,T-L-R,Size,L,Colour,Red\nT-1,Tee,325,Clothes,T-M-R,Size,M,Colour,Red\n`;
    expect((await house.send(more)).body.data).toMatchObject({ products_added: 0, products_updated: 1 });
    expect(await detail('tee')).toMatchObject({
      price: '290.00',
      options: [{ name: 'Size', values: ['S', 'M', 'L'] }, { name: 'Colour' }],
      variants: [{ price: '300.00' }, { price: '325.00' }, { sku: 'T-L-R' }],
    });
  });

  it('headers in any case, semicolons, decimal commas, UTF-16 and a mapping are understood', async () => {
    const file = Buffer.from('\uFEFFPRODUCT ID;Name;Precio;Category\nE-1;Crème brûlée;1.234,50;Café\n', 'utf16le');
    const done = await house.send(file, { fields: { mapping: '{"price":"Precio"}' } });
    expect(done.body.data).toMatchObject({ products_added: 1, refusals: [] });
    expect(await detail('creme')).toMatchObject({ price: '1234.50', category: 'Café' });
  });

  it('a product that has no id of the merchant’s yet is known by its sku, and takes the id', async () => {
    await house.call('POST', '/products', { name: 'Nameless', price: '1', category: 'Ids', sku: 'N-1' });
    const file = 'product_id,name,price,category,sku\nID-1,Nameless,1,Ids,N-1\n';
    expect((await house.send(file)).body.data).toMatchObject({ products_added: 0, products_updated: 1, products_refused: 0 });
    expect(await detail('nameless')).toMatchObject({ product_id: 'ID-1' });
    expect((await house.send(file)).body.data).toMatchObject({ products_added: 0, products_updated: 0 });
    expect((await house.send(file.replace('ID-1', 'ID-2'))).body.data).toMatchObject({
      products_refused: 1,
      refusals: [{ row: 2, column: 'sku' }],
    });
  });

  it('a dry run tells all and changes nothing', async () => {
    const before = await house.traces();
    const file =
      'product_id,name,price,category,sku,stock_quantity,cost_price\nD-1,Dry,5,New,D,3,1\nD-2,Wet,x,New,,,\nS-1,Ledger Tea,11,Tea,,1,\n';
    const told = { products_added: 1, products_updated: 1, products_refused: 1, dry_run: true, refusals: [{ row: 3, column: 'price' }] };
    expect((await house.send(file, { fields: { dry_run: 'true' } })).body.data).toMatchObject(told);
    expect((await house.send(file, { more: '?dry_run=true' })).body.data).toMatchObject(told);
    expect(await house.traces()).toEqual(before);
  });

  it('a repeat with the same Idempotency-Key gives the first answer', async () => {
    const file = 'product_id,name,price,category\nK-1,Keyed,5,Keys\n';
    const first = await house.send(file, { key: 'once' });
    const again = await house.send(file, { key: 'once' });
    expect(first.body.data.products_added).toBe(1);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await house.send(`${file}K-2,Other,5,Keys\n`, { key: 'once' })).toMatchObject({
      status: 422,
      body: { error: { code: 'request.idempotency_mismatch' } },
    });
  });

  it('in the background the answer comes at once, progress can be read, and the refused rows can be mended', async () => {
    const file = 'product_id,name,price,category\nB-1,Behind,5,Back\nB-2,"=1+1",oops,Back\n';
    const taken = await house.send(file, { more: '?background=true' });
    expect(taken).toMatchObject({ status: 202, body: { data: { state: 'running', rows_total: 2, rows_done: 0 } } });
    const at = `/products/imports/${taken.body.data.id}`;
    await house.worker().drain();
    expect((await house.call('GET', at)).body.data).toMatchObject({
      state: 'done',
      rows_done: 2,
      products_added: 1,
      refusals: [{ row: 3, column: 'price' }],
      pictures: { waiting: 0, done: 0, failed: 0 },
    });
    expect((await house.call('GET', '/products/imports')).body.data[0]).toMatchObject({ id: taken.body.data.id, state: 'done' });
    const refused = await house.text(`${at}/refused.csv`);
    expect(refused.text).toBe(
      '\uFEFFreason_refused,product_id,name,price,category\r\n"price: A decimal amount in INR, not negative.",B-2,\'=1+1,oops,Back\r\n',
    );
    const mended = await house.send(refused.text.replace('oops', '6'));
    expect(mended.body.data).toMatchObject({ products_added: 1, products_refused: 0 });
    expect((await find('1+1'))[0]).toMatchObject({ name: '=1+1' });
  });

  it('a preview shows what would be read from where', async () => {
    const file = 'Handle;Title;Variant Price;Colour of box\na;Alpha;5;red\nb;Beta;6;blue\n';
    const shown = await house.send(file, { path: '/products/csv/preview' });
    expect(shown).toMatchObject({
      status: 200,
      body: {
        data: {
          format: 'shopify',
          separator: ';',
          encoding: 'utf-8',
          row_count: 2,
          product_count: 2,
          mapping: { product_id: 'Handle', name: 'Title', price: 'Variant Price', sku: null },
          unused_headers: ['Colour of box'],
          rows: [{ row: 2, cells: { product_id: 'a', name: 'Alpha', price: '5' } }, { row: 3 }],
        },
      },
    });
  });
});

describe('refuses', () => {
  it.each([
    ['price', 'X-1,Bad,free,Cat,,,,,,,'],
    ['price', 'X-1,Bad,-1,Cat,,,,,,,'],
    ['price', 'X-1,Bad,1.999,Cat,,,,,,,'],
    ['price', 'X-1,Bad,,Cat,,,,,,,'],
    ['name', 'X-1,,5,Cat,,,,,,,'],
    ['category', 'X-1,Bad,5,,,,,,,,'],
    ['subcategory', 'X-1,Bad,5,,Sub,,,,,,'],
    ['image_url', 'X-1,Bad,5,Cat,,ftp://x/y.png,,,,,'],
    ['in_stock', 'X-1,Bad,5,Cat,,,perhaps,,,,'],
    ['is_priority', 'X-1,Bad,5,Cat,,,,maybe,,,'],
    ['weight_kg', 'X-1,Bad,5,Cat,,,,,heavy,,'],
    ['stock_quantity', 'X-1,Bad,5,Cat,,,,,,-2,'],
    ['stock_quantity', 'X-1,Bad,5,Cat,,,,,,1.5,'],
    ['cost_price', 'X-1,Bad,5,Cat,,,,,,1,x'],
    ['row', '"X-1"y,Bad,5,Cat,,,,,,,'],
  ])('a bad %s by row and column, while the other rows go through: %s', async (column, bad) => {
    const id = newId().slice(-12);
    const file = `product_id,name,price,category,subcategory,image_url,in_stock,is_priority,weight_kg,stock_quantity,cost_price
good-${id},Good,5,Cat,,,,,,,
${bad}
fine-${id},Fine,5,Cat,,,,,,,
`;
    const { data } = (await house.send(file)).body;
    expect(data).toMatchObject({ products_added: 2, products_refused: 1, refusals: [{ row: 3, column }] });
  });

  it('skus that are taken, in the file and in the shop, and options that do not fit', async () => {
    await house.send('product_id,name,price,category,sku\nU-1,Owner,5,Cat,TAKEN\n');
    const file = [
      'product_id,name,price,category,sku,option1_name,option1_value',
      'U-2,Thief,5,Cat,TAKEN,,',
      'U-3,First,5,Cat,TWICE,,',
      'U-4,Second,5,Cat,TWICE,,',
      'U-1,Owner,5,Cat,TAKEN,Size,S',
      'U-5,Half,5,Cat,,Size,S',
      'U-5,Half,5,Cat,,Size,s ,',
      'U-5,Half,5,Cat,,Size,S',
    ].join('\n');
    const { data } = (await house.send(file)).body;
    expect(data).toMatchObject({ products_added: 1, products_refused: 4 });
    expect(data.refusals.map(({ row, column }: { row: number; column: string }) => `${row} ${column}`)).toEqual([
      '2 sku',
      '4 sku',
      '5 option1_name',
      '8 option1_value',
    ]);
  });

  it('units that are promised to somebody are not taken away, and nothing else of that product is changed', async () => {
    await house.send('product_id,name,price,category,stock_quantity,cost_price\nH-1,Held,5,Cat,4,1\nH-2,Unheld,5,Cat,4,1\n');
    const { variants } = await detail('held');
    const orderId = newId();
    await house.inShop((tx) =>
      house.stock.hold(tx, {
        orderId: orderId as never,
        lines: [{ variantId: variants[0].id, quantity: 3 }],
        expiresAt: new Date('2026-03-02T00:00:00Z'),
      }),
    );
    const { data } = (await house.send('product_id,price,stock_quantity\nH-1,9,2\nH-2,9,2\n')).body;
    expect(data).toMatchObject({ products_updated: 1, products_refused: 1, refusals: [{ row: 2, column: 'stock_quantity' }] });
    expect(await detail('held')).toMatchObject({ price: '5.00', variants: [{ available: 1 }] });
    expect(await detail('unheld')).toMatchObject({ price: '9.00', variants: [{ available: 2 }] });
  });

  it.each([
    ['file', 'name,price\n', {}],
    ['file', '', {}],
    ['file', 'colour,shape\nred,round\n', {}],
    ['mapping', 'name,price\na,1\n', { mapping: 'no json' }],
    ['mapping', 'name,price\na,1\n', { mapping: '{"price":"Preis"}' }],
    ['mapping.colour', 'name,price\na,1\n', { mapping: '{"colour":"price"}' }],
    ['dry_run', 'name,price\na,1\n', { dry_run: 'maybe' }],
    ['colour', 'name,price\na,1\n', { colour: 'red' }],
  ])('a request, naming %s', async (field, file, fields) => {
    const answer = await house.send(file, { fields });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'request.invalid' } } });
    expect(answer.body.error.details.map((each: { field: string }) => each.field)).toContain(field);
  });

  it('a workbook, by what it is', async () => {
    const answer = await house.send(Buffer.from('504b030414000600', 'hex'));
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { details: [{ field: 'file', message: expect.stringContaining('workbook') }] } },
    });
  });

  it('files that are too long or too large', async () => {
    const rows = `name,price,category\n${'a,1,b\n'.repeat(50_001)}`;
    expect(await house.send(rows)).toMatchObject({ status: 400, body: { error: { details: [{ field: 'file' }] } } });
    expect(await house.send(Buffer.alloc(21 * 1024 * 1024, 'a'))).toMatchObject({ status: 413 });
  });

  it('a viewer, and everybody who is not signed in', async () => {
    for (const as of ['viewer', 'accountant', 'fulfilment', 'print_operator'])
      expect(await house.send('name\na\n', { as })).toMatchObject({ status: 403 });
    expect(await house.text('/products/csv', 'viewer')).toMatchObject({ status: 403 });
    expect((await house.edge.inject({ method: 'POST', url: '/api/v1/products/csv' })).statusCode).toBe(401);
  });
});

describe('keeps merchants apart', () => {
  it('another merchant’s import, its refused rows, its address and its products do not exist', async () => {
    const mine = (await house.send('product_id,name,price,category\nM-1,Mine,5,Cat\nM-2,,5,Cat\n')).body.data;
    for (const path of [`/products/imports/${mine.import_id}`, `/products/imports/${mine.import_id}/refused.csv`]) {
      expect((await house.text(path, 'owner@other')).status).toBe(404);
      expect((await house.text(path)).status).toBe(200);
    }
    const path = `/merchants/${house.merchantId}/products/csv`;
    expect(await house.send('name,price,category\na,1,b\n', { path, as: 'owner@other' })).toMatchObject({ status: 404 });
    expect((await house.text(path, 'owner@other')).status).toBe(404);
    expect((await house.send('product_id,name,price,category\nM-1,Mine,5,Cat\n', { path })).body.data).toMatchObject({
      products_updated: 0,
    });
    expect((await house.text('/products/csv', 'owner@other')).text.trim().split('\r\n')).toHaveLength(1);
    // The same id is another product over there.
    expect((await house.send('product_id,name,price,category\nM-1,Theirs,5,Cat\n', { as: 'owner@other' })).body.data.products_added).toBe(
      1,
    );
    expect((await find('mine'))[0]).toMatchObject({ name: 'Mine' });
  });
});
