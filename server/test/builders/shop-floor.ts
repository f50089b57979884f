/** Catalogue, stock and carts of fresh merchants on a fresh database, wired as the program wires them. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CategoryId, type CustomerId, type MerchantId, newId, type VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { createBooks } from '../../src/domains/books/index.ts';
import { createCarts } from '../../src/domains/carts/index.ts';
import { type Catalog, createCatalog, type ProductInput } from '../../src/domains/catalog/index.ts';
import { createStock, type Stock } from '../../src/domains/stock/index.ts';
import type { Blobs } from '../../src/foundation/blobs/blobs.ts';
import { createDiskBlobs } from '../../src/foundation/blobs/disk-blobs.ts';
import { createFakeClock } from '../../src/foundation/clock/clock.ts';
import type { Database, Tx } from '../../src/foundation/db/database.ts';
import { openTestDatabase } from '../house.ts';

export type ShopFloor = Awaited<ReturnType<typeof openShopFloor>>;

export async function openShopFloor() {
  const house = await openTestDatabase({ connections: 12 });
  const folder = await mkdtemp(join(tmpdir(), 'parley-blobs-'));
  const { database } = house;
  const clock = createFakeClock(new Date('2026-03-01T09:00:00Z'));
  const blobs = createDiskBlobs(folder);
  const floor = wireFloor(clock, blobs);
  const merchantId = await insertMerchant(database);
  return {
    ...floor,
    database,
    url: house.url,
    clock,
    blobs,
    merchantId,
    otherMerchantId: await insertMerchant(database),
    inTx: <T>(work: (tx: Tx) => Promise<T>) => database.inTx(merchantId, work),
    async close() {
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The three domains alone, for a database of one's own. */
export function wireFloor(clock: Clock, blobs: Blobs) {
  const books = createBooks({ clock });
  const stock: Stock = createStock({ clock, books, onOpened: (tx, ids) => catalog.markTracked(tx, ids) });
  const catalog: Catalog = createCatalog({ clock, blobs, stock });
  return { books, catalog, stock, carts: createCarts({ clock, catalog, signWord: digest }) };
}

function digest(text: string): string {
  return createHash('sha256').update(`a key of tests\n${text}`).digest('hex');
}

let count = 0;

export async function insertMerchant(database: Database, currency = 'INR'): Promise<MerchantId> {
  const id = newId<MerchantId>();
  count += 1;
  await database.inPlatformTx((tx) =>
    tx.db
      .insertInto('merchants')
      .values({
        id,
        slug: `shop-${id.slice(-12)}`,
        name: `Shop ${count}`,
        email: `owner-${id}@example.com`,
        country: 'IN',
        currency,
        time_zone: 'Asia/Kolkata',
        language: 'en',
        created_at: new Date(),
      })
      .execute(),
  );
  return id;
}

export async function insertCustomer(tx: Tx): Promise<CustomerId> {
  const id = newId<CustomerId>();
  await tx.db.insertInto('customers').values({ merchant_id: tx.merchantId, id, name: 'Asha', created_at: new Date() }).execute();
  return id;
}

/** A product of one variant, with stock where `units` is given. */
export async function stockProduct(
  floor: Pick<ShopFloor, 'catalog' | 'stock'>,
  tx: Tx,
  input: Partial<ProductInput> & { readonly units?: number; readonly priceMinor?: number } = {},
): Promise<{ readonly productId: string; readonly variantId: VariantId }> {
  const { units, priceMinor, ...rest } = input;
  const categoryId: CategoryId = rest.categoryId ?? expectOk(await floor.catalog.categoryByName(tx, { name: 'Groceries' }));
  const product = expectOk(
    await floor.catalog.createProduct(tx, { name: 'Rice', price: money(priceMinor ?? 10_000, 'INR'), categoryId, ...rest }),
  );
  const variantId = product.variants[0]?.variantId;
  if (!variantId) throw new Error('a product without variants');
  if (units !== undefined)
    expectOk(
      await floor.stock.adjust(tx, { variantId, quantity: units, reason: 'opening', causeKind: 'test', causeId: newId(), actor: 'test' }),
    );
  return { productId: product.id, variantId };
}
