/** SQL of the list of customers: found by words, segments and consent, with what they bought. Reads only. */
import type { ContactQuery } from '@parley/contract/api/contacts.ts';
import type { CustomerId } from '@parley/contract/values/id.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export interface ContactRow {
  readonly id: CustomerId;
  readonly name: string | null;
  readonly username: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: string | null;
  readonly wants_marketing: boolean | null;
  readonly labels: readonly string[];
  readonly note: string | null;
  readonly erased_at: Date | null;
  readonly created_at: Date;
  readonly orders: number;
  readonly spent: bigint;
  readonly last_order_at: Date | null;
  readonly currency: string;
}

const NEW_DAYS = 30;
const LAPSED_DAYS = 90;

/** What counts as bought: paid, or gone ahead without a payment. Counted for the rows that are shown, or for all where the question is about it. */
const bought = sql`left join lateral (
    select count(*)::int as orders, coalesce(sum(o.total_minor - o.refunded_minor) filter (where o.payment_status <> 'unpaid'), 0)::bigint as spent,
      max(o.placed_at) as last_order_at, min(o.placed_at) as first_order_at
    from orders o where o.merchant_id = c.merchant_id and o.customer_id = c.id
      and (o.payment_status <> 'unpaid' or o.status not in ('pending', 'cancelled'))
  ) b on true`;

const shown = sql`c.id, c.name, c.username, c.email, c.language, c.wants_marketing, c.labels, c.note, c.erased_at, c.created_at,
    (select value from customer_identities i where i.merchant_id = c.merchant_id and i.customer_id = c.id and i.kind = 'phone' and i.is_primary
      order by i.created_at desc limit 1) as phone,
    b.orders, b.spent, b.last_order_at, (select currency from merchants m where m.id = c.merchant_id) as currency`;

const orders: Readonly<Record<ContactQuery['sort'], RawBuilder<unknown>>> = {
  newest: sql`c.created_at desc, c.id desc`,
  '-spent': sql`b.spent desc, c.id desc`,
  '-orders': sql`b.orders desc, c.id desc`,
  '-last_order': sql`b.last_order_at desc nulls last, c.id desc`,
  name: sql`lower(coalesce(c.name, c.username, '~')), c.id`,
};

/** Records without a key are leftovers of a merge or an erasure: they are not people one can write to. */
export async function listContacts(
  tx: Tx,
  query: ContactQuery,
  now: Date,
): Promise<{ readonly items: readonly ContactRow[]; readonly total: number }> {
  const { segment } = query;
  const where = sql`where c.merchant_id = ${tx.merchantId} and c.erased_at is null
    and exists (select 1 from customer_identities k where k.merchant_id = c.merchant_id and k.customer_id = c.id)
    ${wordsOf(query.search)} ${consentOf(query.consent)} ${segmentOf(segment, now)}
    and (${query.language ?? null}::text is null or c.language = ${query.language ?? null})
    and (${query.label ?? null}::text is null or ${query.label ?? null} = any(c.labels))`;
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from customers c ${segment === undefined ? sql`` : bought} ${where}`.execute(tx.db);
  const { rows } = await sql<ContactRow>`select ${shown} from customers c ${bought} ${where}
    order by ${orders[query.sort]} limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(tx.db);
  return { items: rows, total: counted[0]?.total ?? 0 };
}

export async function contactById(tx: Tx, id: CustomerId): Promise<ContactRow | undefined> {
  const { rows } =
    await sql<ContactRow>`select ${shown} from customers c ${bought} where c.merchant_id = ${tx.merchantId} and c.id = ${id}`.execute(
      tx.db,
    );
  return rows[0];
}

function wordsOf(search: string | undefined): RawBuilder<unknown> {
  if (search === undefined) return sql``;
  const text = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const digits = search.replace(/\D/g, '');
  const byNumber =
    digits.length < 3
      ? sql``
      : sql`or exists (select 1 from customer_identities k where k.merchant_id = c.merchant_id and k.customer_id = c.id and k.kind = 'phone'
          and k.value like ${`%${digits}%`})`;
  return sql`and (c.name ilike ${text} or c.username ilike ${text} or c.email::text ilike ${text}
    or exists (select 1 from unnest(c.labels) l where l ilike ${text}) ${byNumber})`;
}

function consentOf(consent: ContactQuery['consent']): RawBuilder<unknown> {
  if (consent === undefined) return sql``;
  return consent === 'unknown' ? sql`and c.wants_marketing is null` : sql`and c.wants_marketing = ${consent === 'yes'}`;
}

function segmentOf(segment: ContactQuery['segment'], now: Date): RawBuilder<unknown> {
  switch (segment) {
    case 'new':
      return sql`and b.first_order_at >= ${now}::timestamptz - make_interval(days => ${NEW_DAYS})`;
    case 'repeat':
      return sql`and b.orders >= 2`;
    case 'lapsed':
      return sql`and b.last_order_at < ${now}::timestamptz - make_interval(days => ${LAPSED_DAYS})`;
    case 'no_orders':
      return sql`and b.orders = 0`;
    default:
      return sql``;
  }
}
