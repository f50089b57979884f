/** All SQL of the table accounts. */
import { newId } from '@parley/contract/values/id.ts';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { AccountsTable } from '../../foundation/db/tables.gen.ts';
import type { Account, AccountId, AccountKind, AccountRole } from './account.ts';
import type { ChartAccount } from './chart.ts';

/** The merchant's row as books need it. */
export interface BookShop {
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
}

export async function readShop(tx: Tx): Promise<BookShop> {
  const { rows } =
    await sql<BookShop>`select country, currency, time_zone as "timeZone" from merchants where id = ${tx.merchantId}`.execute(tx.db);
  const shop = rows[0];
  if (!shop) throw new Error('the merchant of this transaction does not exist');
  return shop;
}

export async function accountIdsByRole(tx: Tx): Promise<ReadonlyMap<AccountRole, AccountId>> {
  const rows = await tx.db
    .selectFrom('accounts')
    .select(['role', 'id'])
    .where('merchant_id', '=', tx.merchantId)
    .where('role', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.role as AccountRole, row.id as AccountId]));
}

/** Opens those whose role is not there yet. Where a code is taken by an account of the merchant's own, the next free one is used. */
export async function insertRoles(tx: Tx, accounts: readonly ChartAccount[], at: Date): Promise<void> {
  await sql`
    insert into accounts (merchant_id, id, code, name, kind, role, created_at)
    select ${tx.merchantId}::uuid, g.id,
      case when exists (select 1 from accounts a where a.merchant_id = ${tx.merchantId} and a.code = g.code and a.role is distinct from g.role)
        then (select n::text from generate_series(g.code::int + 1, g.code::int + 900) n
          where not exists (select 1 from accounts a where a.merchant_id = ${tx.merchantId} and a.code = n::text) order by n limit 1)
        else g.code end,
      g.name, g.kind, g.role, ${at}
    from unnest(${accounts.map(() => newId<string>())}::uuid[], ${accounts.map((each) => each.code)}::text[],
      ${accounts.map((each) => each.name)}::text[], ${accounts.map((each) => each.kind)}::text[], ${accounts.map((each) => each.role)}::text[])
      as g (id, code, name, kind, role)
    on conflict (merchant_id, role) where role is not null do nothing`.execute(tx.db);
}

/** By code; `ofRole` ones too. */
export async function listAccounts(tx: Tx): Promise<Account[]> {
  const rows = await tx.db.selectFrom('accounts').selectAll().where('merchant_id', '=', tx.merchantId).orderBy('code').execute();
  return rows.map(accountOf);
}

/** Undefined when the code is taken. */
export async function insertAccount(
  tx: Tx,
  account: { readonly code: string; readonly name: string; readonly kind: AccountKind },
  at: Date,
): Promise<Account | undefined> {
  const row = await tx.db
    .insertInto('accounts')
    .values({ merchant_id: tx.merchantId, id: newId<string>(), ...account, role: null, archived_at: null, created_at: at })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'code']).doNothing())
    .returningAll()
    .executeTakeFirst();
  return row && accountOf(row);
}

function accountOf(row: Selectable<AccountsTable>): Account {
  return {
    id: row.id as AccountId,
    code: row.code,
    name: row.name,
    kind: row.kind as AccountKind,
    ...(row.role === null ? {} : { role: row.role as AccountRole }),
    ...(row.archived_at === null ? {} : { archivedAt: row.archived_at }),
  };
}

export async function accountIdOfCode(tx: Tx, code: string): Promise<AccountId | undefined> {
  const row = await tx.db
    .selectFrom('accounts')
    .select('id')
    .where('merchant_id', '=', tx.merchantId)
    .where('code', '=', code)
    .executeTakeFirst();
  return row?.id as AccountId | undefined;
}
