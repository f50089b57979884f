/** A shop of any size, written straight into the tables with names that can be searched. The same shop each time. */
import type { CategoryId, MerchantId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { sql } from 'kysely';
import { searchTextOf } from '../server/src/domains/catalog/search-text.ts';
import type { Tx } from '../server/src/foundation/db/database.ts';
import type { Backstage } from './chores.ts';
import { adjectives, cities, nouns, roll } from './words.ts';

const CHUNK = 1_000;

export async function fillShop({ app, database }: Backstage, merchantId: MerchantId, count: number): Promise<void> {
  const random = roll(9);
  const category = await database.inTx(merchantId, async (tx) =>
    expectOk(await app.catalog.categoryByName(tx, { name: 'Pantry', subcategory: 'Everyday' })),
  );
  for (let from = 0; from < count; from += CHUNK)
    await database.inTx(merchantId, (tx) => addChunk(tx, { category, from, count: Math.min(CHUNK, count - from), random }));
  await database.inTx(merchantId, (tx) =>
    sql`update merchants set catalog_version = catalog_version + 1 where id = ${tx.merchantId}`.execute(tx.db),
  );
  await database.asOwner((client) => client.query('vacuum analyze'));
}

async function addChunk(
  tx: Tx,
  { category, from, count, random }: { category: CategoryId; from: number; count: number; random: (below: number) => number },
): Promise<void> {
  const now = new Date();
  const pick = (words: readonly string[]): string => words[random(words.length)] ?? '';
  const products = Array.from({ length: count }, (_, index) => {
    const name = `${pick(adjectives)} ${pick(cities)} ${pick(nouns)} ${from + index}`;
    const description = `A ${pick(adjectives)} ${pick(nouns)} from ${pick(cities)}, packed with care. Number ${random(1_000_000)}.`;
    return {
      merchant_id: tx.merchantId,
      id: newId<string>(),
      name,
      slug: `p-${from + index}`,
      description,
      category_id: category,
      price_minor: BigInt(100 + random(90_000)),
      currency: 'INR',
      is_priority: random(50) === 0,
      search_text: searchTextOf({ name, description, codes: [`SKU-${from + index}`] }),
      created_at: now,
      updated_at: now,
    };
  });
  await tx.db.insertInto('products').values(products).execute();
  await tx.db
    .insertInto('variants')
    .values(
      products.map((product, index) => ({
        merchant_id: tx.merchantId,
        id: newId<string>(),
        product_id: product.id,
        sku: `SKU-${from + index}`,
        price_minor: product.price_minor,
        is_tracked: true,
        created_at: now,
      })),
    )
    .execute();
  await sql`
    insert into stock_levels (merchant_id, variant_id, location_id, on_hand)
    select v.merchant_id, v.id, l.id, 5 from variants v join locations l on l.merchant_id = v.merchant_id
    where v.merchant_id = ${tx.merchantId} and v.product_id = any(${products.map((product) => product.id)}::uuid[])`.execute(tx.db);
}
