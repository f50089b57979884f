import { type CategoryId, newId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { sql } from 'kysely';
import { searchTextOf } from '/work/main/server/src/domains/catalog/search-text.ts';
import { openShopFloor } from '/work/main/server/test/builders/shop-floor.ts';

const N = Number(process.argv[2] ?? 10000);
const floor = await openShopFloor();
console.log(process.env.TEST_DATABASE_URL ? 'postgres' : 'embedded', N);
const adjectives = 'organic fresh golden wild smoked roasted spicy sweet classic premium royal rustic tiny giant crispy silky'.split(' ');
const nouns =
  'rice tea coffee mango lentil flour honey pepper ginger almond cashew biscuit soap shampoo candle lamp mug bowl towel basket'.split(' ');
const cities = 'assam darjeeling mysore nashik jaipur cochin madras agra pune ooty'.split(' ');
let s = 7;
const r = (n: number) => {
  s = (s * 1103515245 + 12345) & 0x7fffffff;
  return s % n;
};
const cats: CategoryId[] = [];
await floor.inTx(async (tx) => {
  for (let i = 0; i < 20; i++) {
    const c = await floor.catalog.categoryByName(tx, { name: `Category ${i}` });
    if (c.ok) cats.push(c.value);
  }
});
let t = performance.now();
const load = async (merchantId: any, categories: CategoryId[], n: number) => {
  for (let at = 0; at < n; at += 1000)
    await floor.database.inTx(merchantId, async (tx) => {
      const now = new Date();
      const ps = Array.from({ length: Math.min(1000, n - at) }, (_, i) => {
        const name = `${adjectives[r(16)]} ${cities[r(10)]} ${nouns[r(20)]} ${at + i}`;
        const description = `A ${adjectives[r(16)]} ${nouns[r(20)]} from ${cities[r(10)]}, packed with care. Number ${r(1e6)}.`;
        return {
          merchant_id: tx.merchantId,
          id: newId<string>(),
          name,
          slug: `p-${at + i}`,
          description,
          category_id: categories[r(categories.length)]!,
          price_minor: BigInt(100 + r(90000)),
          currency: 'INR',
          is_priority: r(50) === 0,
          search_text: searchTextOf({ name, description, codes: [`SKU-${at + i}`] }),
          created_at: now,
          updated_at: now,
        };
      });
      await tx.db.insertInto('products').values(ps).execute();
      await tx.db
        .insertInto('variants')
        .values(
          ps.map((p, i) => ({
            merchant_id: tx.merchantId,
            id: newId<string>(),
            product_id: p.id,
            sku: `SKU-${at + i}`,
            price_minor: p.price_minor,
            is_tracked: true,
            created_at: now,
          })),
        )
        .execute();
      await sql`insert into locations (merchant_id,id,name,is_default,created_at) values (${tx.merchantId}, ${newId()}, 'Main', true, now()) on conflict do nothing`.execute(
        tx.db,
      );
      await sql`insert into stock_levels (merchant_id, variant_id, location_id, on_hand) select v.merchant_id, v.id, l.id, 5 from variants v join locations l on l.merchant_id = v.merchant_id where v.merchant_id = ${tx.merchantId} and v.product_id = any(${ps.map((p) => p.id)}::uuid[])`.execute(
        tx.db,
      );
    });
};
await load(floor.merchantId, cats, N);
await floor.database.asOwner((c) => c.query('vacuum analyze'));
console.log('loaded', Math.round(performance.now() - t), 'ms');
const bump = () =>
  floor.inTx((tx) => sql`update merchants set catalog_version = catalog_version + 1 where id = ${tx.merchantId}`.execute(tx.db));
const one = (q: any) => floor.inTx((tx) => floor.catalog.products(tx, { page: 1, limit: 20, ...q }));
const queries: Record<string, any> = {
  plain: {},
  category: { categoryId: cats[3] },
  'search rare "sku-4242"': { search: 'sku-4242' },
  'search medium "assam mango"': { search: 'assam mango' },
  'search wide "rice"': { search: 'rice' },
  'page 100': { page: 100 },
  'two letters "ri"': { search: 'ri' },
  'in stock': { onlyInStock: true, search: 'mango' },
};
for (const [name, q] of Object.entries(queries)) {
  const cold: number[] = [];
  const warm: number[] = [];
  let total = 0;
  for (let i = 0; i < 12; i++) {
    await bump();
    const t0 = performance.now();
    total = (await one(q)).total;
    if (i > 1) cold.push(performance.now() - t0);
  }
  for (let i = 0; i < 100; i++) {
    const t0 = performance.now();
    await one(q);
    warm.push(performance.now() - t0);
  }
  cold.sort((a, b) => a - b);
  warm.sort((a, b) => a - b);
  console.log(
    name.padEnd(30),
    'total',
    String(total).padStart(6),
    'not remembered p50',
    cold[5]!.toFixed(1),
    'max',
    cold.at(-1)!.toFixed(1),
    '| remembered p50',
    warm[50]!.toFixed(2),
    'ms',
  );
}
// throughput, 50 callers, 20 different terms
const words = nouns.flatMap((n) => [n]);
for (const cached of [true, false]) {
  const lat: number[] = [];
  const until = performance.now() + 4000;
  let n = 0;
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      while (performance.now() < until) {
        const t0 = performance.now();
        await one({ search: cached ? words[n++ % 20] : `${cities[n % 10]} ${words[n % 20]} ${n++ % 97}` });
        lat.push(performance.now() - t0);
      }
    }),
  );
  lat.sort((a, b) => a - b);
  console.log(
    cached ? 'verb, 20 terms' : 'verb, ever new terms (3 words)',
    Math.round(lat.length / 4),
    '/s p50',
    lat[lat.length >> 1]!.toFixed(1),
    'p99',
    lat[Math.floor(lat.length * 0.99)]!.toFixed(1),
  );
}
if (process.env.EXPLAIN)
  await floor.inTx(async (tx) => {
    const show = async (q: any) => {
      const { rows } = await q.execute(tx.db);
      console.log(rows.map((x: any) => x['QUERY PLAN']).join('\n'));
    };
    console.log('--- direct like under row security');
    await show(
      sql`explain (analyze, buffers off) select id from products where merchant_id = ${tx.merchantId} and state='published' and search_text like '%assam%' and search_text like '%mango%'`,
    );
    console.log('--- the function');
    await show(
      sql`explain (analyze) select p.id, count(*) over () from search_products(${['%assam%', '%mango%']}::text[], 'assam mango%') p where p.state='published' order by p.name_rank, p.is_priority desc, p.name, p.id limit 20`,
    );
    console.log('--- plain list');
    await show(
      sql`explain (analyze) select p.id, (select count(*) from products p where p.state='published' and p.merchant_id=${tx.merchantId}) from products p where p.state='published' and p.merchant_id=${tx.merchantId} order by p.is_priority desc, p.name, p.id limit 20`,
    );
  });
if (process.env.EXPLAIN && process.env.TEST_DATABASE_URL)
  await floor.database.asOwner(async (c) => {
    await c.query(`begin; set local role parley_search`);
    const { rows } = await c.query(
      `explain (analyze) select id from products where merchant_id = '${floor.merchantId}' and search_text like '%assam%' and search_text like '%mango%'`,
    );
    await c.query('rollback');
    console.log('--- inside the function\n' + rows.map((x: any) => x['QUERY PLAN']).join('\n'));
  });
await floor.close();
