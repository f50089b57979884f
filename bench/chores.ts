/** What a measure may ask of the server process from inside: fill the shop, look at rows, fill a cart as the chat does. Nothing here answers a customer. */
import type { MerchantId, VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import type { createApp } from '../server/src/app.ts';
import type { Database } from '../server/src/foundation/db/database.ts';
import { fillBooks, timePostings } from './fill-books.ts';
import { fillShop } from './fill-shop.ts';

export interface Backstage {
  readonly app: ReturnType<typeof createApp>;
  readonly database: Database;
}

type Chore = (backstage: Backstage, input: unknown) => Promise<unknown>;

const merchantId = z.string().transform((id) => id as MerchantId);
const shopInput = z.object({ merchantId, products: z.number() });
const cartInput = z.object({ merchantId, variantId: z.string().transform((id) => id as VariantId), phone: z.string() });
const booksInput = z.object({ merchantId, orders: z.number() });
const postingsInput = z.object({ merchantId, seconds: z.number() });
const countInput = z.object({ sql: z.string() });

export const chores: Readonly<Record<string, Chore>> = {
  'fill shop': ({ app, database }, input) => {
    const { merchantId: id, products } = shopInput.parse(input);
    return fillShop({ app, database }, id, products);
  },
  'fill books': ({ app, database }, input) => {
    const { merchantId: id, orders } = booksInput.parse(input);
    return fillBooks({ books: app.books, database }, id, orders);
  },
  'time postings': ({ app, database }, input) => {
    const { merchantId: id, seconds } = postingsInput.parse(input);
    return timePostings({ books: app.books, database }, id, seconds);
  },
  /** One number, as the owner of the tables: row security would hide other merchants' rows. */
  count: async ({ database }, input) => {
    const { rows } = await database.asOwner((client) => client.query(countInput.parse(input).sql));
    return Number((rows[0] as { readonly count: unknown } | undefined)?.count ?? 0);
  },
  rows: async ({ database }, input) => (await database.asOwner((client) => client.query(countInput.parse(input).sql))).rows,
  /** A person's cart and the link to its checkout, in one transaction, as a turn of the chat does it. */
  'fill cart': ({ app, database }, input) => {
    const { merchantId: id, variantId, phone } = cartInput.parse(input);
    return database.inTx(id, async (tx) => {
      const customer = await app.customers.identify(tx, { phone, name: 'Asha Rao' });
      expectOk(await app.carts.add(tx, customer.id, { variantId, quantity: 1 }));
      return expectOk(await app.orders.startCheckout(tx, { customerId: customer.id })).checkoutId;
    });
  },
  /** Which of these checkouts' orders are paid. */
  paid: async ({ database }, input) => {
    const { checkouts } = z.object({ checkouts: z.array(z.string()) }).parse(input);
    const { rows } = await database.asOwner((client) =>
      client.query<{ id: string }>(
        `select c.id from checkouts c join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
         where c.id = any($1::uuid[]) and o.payment_status = 'paid'`,
        [checkouts],
      ),
    );
    return rows.map((row) => row.id);
  },
  /** Until no job is due or running. */
  idle: async ({ database }) => {
    for (;;) {
      const { rows } = await database.asOwner((client) =>
        client.query<{ count: unknown }>(
          `select count(*) as count from jobs where state = 2 or (state < 2 and run_at <= now() + interval '3 seconds')`,
        ),
      );
      if (Number(rows[0]?.count ?? 0) === 0) return undefined;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  },
  /** Milliseconds of processor time so far: what a busy machine does not blur. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return Promise.resolve((user + system) / 1_000);
  },
  memory: () => Promise.resolve(process.memoryUsage().rss / 1024 / 1024),
};
