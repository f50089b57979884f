/** What must be true of every table, read from the database itself: a table somebody forgets is a failure here. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/house.ts';

let house: TestDatabase;
beforeAll(async () => {
  house = await openTestDatabase();
});
afterAll(() => house.close());

/** The list of migrations is the owner's alone. */
const UNPROTECTED = new Set(['migrations']);
/** Found by something that is unique in the whole world before the merchant is known, or shared by all workers: each with its reason. */
const GLOBAL_INDEXES: Readonly<Record<string, string>> = {
  jobs_pkey: 'the queue is claimed over all merchants',
  jobs_ready: 'the queue is claimed over all merchants',
  jobs_leases: 'leases are reaped over all merchants',
  dead_jobs_pkey: 'keeps the id of its job',
  staff_email: 'sign-in knows the address before the merchant',
  staff_sessions_token: 'a refresh token is all that is sent',
  staff_sessions_previous: 'a refresh token is all that is sent',
  connection_routes_pkey: 'an outside address leads to its merchant',
  public_links_pkey: 'a random id is all that a page has',
  shop_domains_served: 'a request names only its host',
  idempotency_keys_by_age: 'swept by age over all merchants',
  print_pairings_code: 'the computer that pairs knows only the code',
  payment_links_reference: 'our own reference, unique in the world, is what a gateway sends back',
  payment_links_by_provider_link: 'a webhook names the link before anybody knows whose it is',
  payments_by_provider_payment: 'a refund webhook names only the payment',
  shipments_by_awb: 'a tracking webhook names only the parcel',
  shipments_by_reference: 'a tracking webhook names only the parcel',
  webhook_events_pkey: 'filed before anybody knows whose it is',
  webhook_events_dedupe: 'filed before anybody knows whose it is',
  webhook_events_by_age: 'swept by age over all merchants',
  webhook_events_bodies_by_age: 'swept by age over all merchants',
  dead_jobs_by_age: 'swept by age over all merchants',
  products_search: 'trigrams; a search for one merchant is narrowed by the planner',
};

async function rowsOf<T>(query: string): Promise<T[]> {
  return house.database.asOwner(async (client) => (await client.query(query)).rows as T[]);
}

describe('every table', () => {
  it('has row security, enabled and forced', async () => {
    const tables = await rowsOf<{ relname: string; relrowsecurity: boolean; relforcerowsecurity: boolean }>(
      `select relname, relrowsecurity, relforcerowsecurity from pg_class
       where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by relname`,
    );
    expect(tables.length).toBeGreaterThan(30);
    const open = tables.filter((each) => !UNPROTECTED.has(each.relname) && !(each.relrowsecurity && each.relforcerowsecurity));
    expect(open.map((each) => each.relname)).toEqual([]);
  });

  it('with a merchant has every key and index led by it, but for those that say why', async () => {
    const indexes = await rowsOf<{ index: string; first: string | null }>(
      `select i.relname as index, a.attname as first
       from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
       left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
       where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p')
         and exists (select 1 from pg_attribute m where m.attrelid = t.oid and m.attname = 'merchant_id' and not m.attisdropped)`,
    );
    const wrong = indexes.filter((each) => each.first !== 'merchant_id' && !(each.index in GLOBAL_INDEXES));
    expect(wrong.map((each) => each.index).toSorted()).toEqual([]);
  });

  it('that points at another merchant table points with the merchant', async () => {
    const keys = await rowsOf<{ name: string; columns: string[] }>(
      `select c.conname as name, array_agg(a.attname::text) as columns
       from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
       where c.contype = 'f' and c.connamespace = 'public'::regnamespace group by c.conname, c.oid`,
    );
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter((each) => !each.columns.includes('merchant_id')).map((each) => each.name)).toEqual([]);
  });
});

describe('roles', () => {
  it('none that the program runs as can bypass row security', async () => {
    const roles = await rowsOf<{ rolname: string }>(
      `select rolname from pg_roles where rolname in ('parley_app', 'parley_platform', 'parley_search')
         and not rolsuper and not rolbypassrls and not rolcanlogin order by rolname`,
    );
    expect(roles.map((each) => each.rolname)).toEqual(['parley_app', 'parley_platform', 'parley_search']);
  });

  it('ledgers and logs can be added to, never changed', async () => {
    const writable = await rowsOf<{ table_name: string }>(
      `select distinct table_name from information_schema.role_table_grants
       where grantee in ('parley_app', 'parley_platform') and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')
         and table_name in ('stock_movements', 'order_events', 'audit_log')`,
    );
    expect(writable).toEqual([]);
  });

  it('the search role reads the columns of a search and no other table', async () => {
    const seen = await rowsOf<{ table_name: string; column_name: string }>(
      `select table_name, column_name from information_schema.column_privileges where grantee = 'parley_search' order by column_name`,
    );
    expect(new Set(seen.map((each) => each.table_name))).toEqual(new Set(['products']));
    expect(seen.map((each) => each.column_name)).toEqual([
      'category_id',
      'created_at',
      'id',
      'is_priority',
      'merchant_id',
      'name',
      'price_minor',
      'search_text',
      'state',
    ]);
  });
});
