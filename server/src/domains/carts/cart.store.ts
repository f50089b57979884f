/** All SQL of carts and their lines. */
import { type CartId, type CustomerId, newId, type VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { CartHolder, StoredLine } from './cart.ts';

interface LineRow {
  readonly cart_id: CartId;
  readonly variant_id: VariantId | null;
  readonly quantity: number | null;
}

export interface StoredCart {
  readonly id: CartId;
  /** In the order they were added. */
  readonly lines: readonly StoredLine[];
}

export async function findOpenCart(tx: Tx, holder: CartHolder): Promise<StoredCart | undefined> {
  const held = typeof holder === 'string' ? sql`c.customer_id = ${holder}` : sql`c.visitor_id = ${holder.visitorId}`;
  const { rows } = await sql<LineRow>`
    select c.id as cart_id, l.variant_id, l.quantity from carts c
    left join cart_lines l on l.merchant_id = c.merchant_id and l.cart_id = c.id
    where c.merchant_id = ${tx.merchantId} and ${held} and c.state = 'open'
    order by l.added_at, l.variant_id`.execute(tx.db);
  return cartOf(rows);
}

/** Whatever its state. */
export async function findCart(tx: Tx, id: CartId): Promise<StoredCart | undefined> {
  const { rows } = await sql<LineRow>`
    select c.id as cart_id, l.variant_id, l.quantity from carts c
    left join cart_lines l on l.merchant_id = c.merchant_id and l.cart_id = c.id
    where c.merchant_id = ${tx.merchantId} and c.id = ${id}
    order by l.added_at, l.variant_id`.execute(tx.db);
  return cartOf(rows);
}

function cartOf(rows: readonly LineRow[]): StoredCart | undefined {
  const first = rows[0];
  if (!first) return undefined;
  return {
    id: first.cart_id,
    lines: rows.flatMap((row) =>
      row.variant_id === null || row.quantity === null ? [] : [{ variantId: row.variant_id, quantity: row.quantity }],
    ),
  };
}

/** The holder's open cart, made when there is none, locked until the transaction ends. */
export async function lockOpenCart(tx: Tx, holder: CartHolder, at: Date): Promise<CartId> {
  const id = newId<CartId>();
  const { rows } =
    typeof holder === 'string'
      ? await sql<{ id: CartId }>`
          insert into carts (merchant_id, id, customer_id, state, updated_at) values (${tx.merchantId}, ${id}, ${holder}, 'open', ${at})
          on conflict (merchant_id, customer_id) where state = 'open' do update set updated_at = excluded.updated_at returning id`.execute(
          tx.db,
        )
      : await sql<{ id: CartId }>`
          insert into carts (merchant_id, id, visitor_id, state, updated_at) values (${tx.merchantId}, ${id}, ${holder.visitorId}, 'open', ${at})
          on conflict (merchant_id, visitor_id) where state = 'open' and visitor_id is not null
          do update set updated_at = excluded.updated_at returning id`.execute(tx.db);
  const row = rows[0];
  if (!row) throw new Error('the open cart was neither there nor made');
  return row.id;
}

/** A line that is there gets the new quantity and keeps its place; new ones follow in this order. */
export async function writeLines(tx: Tx, cartId: CartId, lines: readonly StoredLine[], at: Date): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into cart_lines (merchant_id, cart_id, variant_id, quantity, added_at)
    select ${tx.merchantId}, ${cartId}, given.variant_id, given.quantity, ${at}::timestamptz + given.place * interval '1 millisecond'
    from unnest(${lines.map((line) => line.variantId)}::uuid[], ${lines.map((line) => line.quantity)}::int[]) with ordinality as given (variant_id, quantity, place)
    on conflict (merchant_id, cart_id, variant_id) do update set quantity = excluded.quantity`.execute(tx.db);
}

/** The one line, or all. */
export async function deleteLines(tx: Tx, cartId: CartId, only?: VariantId): Promise<void> {
  let statement = tx.db.deleteFrom('cart_lines').where('merchant_id', '=', tx.merchantId).where('cart_id', '=', cartId);
  if (only !== undefined) statement = statement.where('variant_id', '=', only);
  await statement.execute();
}

export async function setOrdered(tx: Tx, cartId: CartId, at: Date): Promise<void> {
  await tx.db
    .updateTable('carts')
    .set({ state: 'ordered', updated_at: at })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', cartId)
    .execute();
}

/** It went into another cart, and is opened by nobody any more. */
export async function setJoined(tx: Tx, cartId: CartId, at: Date): Promise<void> {
  await tx.db
    .updateTable('carts')
    .set({ state: 'joined', updated_at: at })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', cartId)
    .execute();
}

/** What a customer's record left behind when it became part of another. */
export async function repointCarts(tx: Tx, from: CustomerId, to: CustomerId): Promise<void> {
  await sql`
    update carts set customer_id = ${to}, state = case when state = 'open' then 'joined' else state end
    where merchant_id = ${tx.merchantId} and customer_id = ${from}`.execute(tx.db);
}

/** A visitor's cart by the word that brings it into a chat, locked; a joined one is found too. */
export async function lockCartOfCode(tx: Tx, code: string): Promise<{ readonly id: CartId; readonly isOpen: boolean } | undefined> {
  const row = await tx.db
    .selectFrom('carts')
    .select(['id', 'state'])
    .where('merchant_id', '=', tx.merchantId)
    .where('join_code', '=', code)
    .where('visitor_id', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  return row && { id: row.id as CartId, isOpen: row.state === 'open' };
}

export async function codeOfCart(tx: Tx, cartId: CartId): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom('carts')
    .select('join_code')
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', cartId)
    .executeTakeFirst();
  return row?.join_code ?? undefined;
}

export async function giveCode(tx: Tx, cartId: CartId, code: string): Promise<void> {
  await tx.db.updateTable('carts').set({ join_code: code }).where('merchant_id', '=', tx.merchantId).where('id', '=', cartId).execute();
}

/** Carts of visitors that nobody touched since; those that became a checkout stay with it. @returns how many went. */
export async function sweepVisitorCarts(tx: Tx, untouchedSince: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from carts c where c.merchant_id = ${tx.merchantId} and c.visitor_id is not null and c.updated_at < ${untouchedSince}
      and not exists (select 1 from checkouts k where k.merchant_id = c.merchant_id and k.cart_id = c.id)
    returning c.id`.execute(tx.db);
  return rows.length;
}
