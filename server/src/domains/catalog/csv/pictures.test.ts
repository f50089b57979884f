/** Pictures named in a file: fetched once, judged and re-encoded, never from inside; what fails is written down and stops nothing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CsvHouse, openCsvHouse } from '../../../../test/builders/csv-house.ts';

let house: CsvHouse;
let server: Server;
let origin: string;
const asked: string[] = [];
beforeAll(async () => {
  house = await openCsvHouse();
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.startsWith('/missing')) response.writeHead(404).end();
    else response.end(request.url?.startsWith('/words') ? 'no picture' : bytes);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await house.close();
});

// The server of this test lies on loopback: here alone it is let through.
const fetchAll = () => house.worker({ mayReach: (address) => address === '127.0.0.1' }).drain();
const detail = async (search: string) => {
  const list = (await house.call('GET', `/products?search=${search}`)).body.data as { id: string }[];
  return (await house.call('GET', `/products/${list[0]?.id}`)).body.data;
};

it('pictures are fetched by jobs, once, and failures are told with their product', async () => {
  const file = [
    'product_id,name,price,category,image_url',
    `P-1,Alpha,1,Cat,${origin}/a.png ${origin}/b.png`,
    `P-2,Beta,1,Cat,${origin}/missing.png`,
    `P-3,Gamma,1,Cat,${origin}/words.png`,
  ].join('\n');
  const done = (await house.send(file)).body.data;
  expect(done).toMatchObject({ products_added: 3, products_refused: 0 });
  const at = `/products/imports/${done.import_id}`;
  expect((await house.call('GET', at)).body.data.pictures).toEqual({ waiting: 4, done: 0, failed: 0 });
  await fetchAll();
  expect((await house.call('GET', at)).body.data).toMatchObject({
    pictures: { waiting: 0, done: 2, failed: 2 },
    picture_failures: [
      { name: 'Beta', url: `${origin}/missing.png`, message: 'The other side answered 404.' },
      { name: 'Gamma', message: 'This is not a picture we can read.' },
    ],
  });
  expect(await detail('alpha')).toMatchObject({ images: [{ width: 60, height: 40 }, { width: 60 }] });
  // Unchanged addresses are not fetched again; what failed is tried once more.
  asked.length = 0;
  expect((await house.send(file)).body.data).toMatchObject({ products_added: 0, products_updated: 0 });
  await fetchAll();
  expect(asked.toSorted()).toEqual(['/missing.png', '/words.png']);
  expect((await detail('alpha')).images).toHaveLength(2);
});

it('a new address becomes the main picture, and an export’s own addresses are known', async () => {
  const before = await detail('alpha');
  expect((await house.send(`product_id,image_url\nP-1,${origin}/c.png\n`)).body.data).toMatchObject({ products_updated: 1 });
  await fetchAll();
  const after = await detail('alpha');
  expect(after.images).toHaveLength(3);
  expect(after.image_url).not.toBe(before.image_url);
  const { text } = await house.text('/products/csv');
  expect(text).toContain(after.image_url);
  asked.length = 0;
  expect((await house.send(text)).body.data).toMatchObject({ products_added: 0, products_updated: 0 });
  await fetchAll();
  expect(asked).toEqual([]);
});

it('an address that lies inward is never fetched', async () => {
  asked.length = 0;
  const file = `product_id,name,price,category,image_url\nP-9,Inward,1,Cat,${origin}/a.png\nP-10,Deep,1,Cat,http://169.254.169.254/latest/meta-data\n`;
  const done = (await house.send(file)).body.data;
  await house.worker().drain();
  expect(asked).toEqual([]);
  const { picture_failures: failures } = (await house.call('GET', `/products/imports/${done.import_id}`)).body.data;
  expect(failures).toHaveLength(2);
  expect(failures[0].message).toContain('not on the public internet');
});
