/** All SQL of how shops show themselves and of the hosts they answer at. */
import type { StorefrontLook } from '@parley/contract/api/storefront.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import { readLook, type ShopDomain, type Storefront } from './storefront.ts';

/** A shop that never chose anything has the defaults. */
export async function loadStorefront(tx: Tx): Promise<Storefront> {
  const { rows } = await sql<{ look: unknown; logo_blob: string | null; host: string | null }>`
    select s.look, s.logo_blob, d.host from (select 1) one
    left join storefronts s on s.merchant_id = ${tx.merchantId}
    left join shop_domains d on d.merchant_id = ${tx.merchantId} and d.state = 'verified'`.execute(tx.db);
  const row = rows[0];
  return { look: readLook(row?.look ?? {}), logo: row?.logo_blob ?? undefined, host: row?.host ?? undefined };
}

export async function saveLook(tx: Tx, look: StorefrontLook, at: Date): Promise<void> {
  await sql`
    insert into storefronts (merchant_id, look, updated_at) values (${tx.merchantId}, ${JSON.stringify(look)}::jsonb, ${at})
    on conflict (merchant_id) do update set look = excluded.look, updated_at = excluded.updated_at`.execute(tx.db);
}

export async function saveLogo(tx: Tx, blob: string | null, at: Date): Promise<void> {
  await sql`
    insert into storefronts (merchant_id, logo_blob, updated_at) values (${tx.merchantId}, ${blob}, ${at})
    on conflict (merchant_id) do update set logo_blob = excluded.logo_blob, updated_at = excluded.updated_at`.execute(tx.db);
}

export async function loadDomain(tx: Tx): Promise<ShopDomain | undefined> {
  const row = await tx.db.selectFrom('shop_domains').selectAll().where('merchant_id', '=', tx.merchantId).executeTakeFirst();
  if (!row) return undefined;
  return {
    host: row.host,
    token: row.token,
    state: row.state as ShopDomain['state'],
    failure: row.failure ?? undefined,
    checkedAt: row.checked_at ?? undefined,
    failingSince: row.failing_since ?? undefined,
  };
}

/** Another host begins anew; the same one keeps its token and state. */
export async function claimHost(tx: Tx, claim: { readonly host: string; readonly token: string; readonly at: Date }): Promise<void> {
  await sql`
    insert into shop_domains (merchant_id, host, token, created_at) values (${tx.merchantId}, ${claim.host}, ${claim.token}, ${claim.at})
    on conflict (merchant_id) do update
      set host = excluded.host, token = excluded.token, state = 'waiting', failure = null, checked_at = null, failing_since = null,
        created_at = excluded.created_at
      where shop_domains.host <> excluded.host`.execute(tx.db);
}

export async function dropDomain(tx: Tx): Promise<boolean> {
  const gone = await tx.db.deleteFrom('shop_domains').where('merchant_id', '=', tx.merchantId).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

export interface DomainLook {
  readonly state: ShopDomain['state'];
  readonly failure: string | null;
  readonly checkedAt: Date;
  readonly failingSince: Date | null;
}

export async function recordLook(tx: Tx, host: string, look: DomainLook): Promise<void> {
  await tx.db
    .updateTable('shop_domains')
    .set({ state: look.state, failure: look.failure, checked_at: look.checkedAt, failing_since: look.failingSince })
    .where('merchant_id', '=', tx.merchantId)
    // Meanwhile the shop may have claimed another one.
    .where('host', '=', host)
    .execute();
}

/** Waiting ones for a fortnight, the others for as long as they are claimed, when they were last looked at before `since`. */
export async function domainsDue(
  tx: PlatformTx,
  when: { readonly since: Date; readonly verifiedSince: Date; readonly claimedSince: Date },
) {
  const { rows } = await sql<{ merchant_id: MerchantId }>`
    select merchant_id from shop_domains
    where coalesce(checked_at, '-infinity') < case when state = 'verified' and failing_since is null then ${when.verifiedSince}::timestamptz else ${when.since}::timestamptz end
      and (state <> 'waiting' or created_at > ${when.claimedSince}) limit 500`.execute(tx.db);
  return rows.map((row) => row.merchant_id);
}

/** Every host that is served, with the slug of its shop. */
export async function servedHosts(tx: PlatformTx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db
    .selectFrom('shop_domains')
    .innerJoin('merchants', 'merchants.id', 'shop_domains.merchant_id')
    .select(['shop_domains.host', 'merchants.slug'])
    .where('shop_domains.state', '=', 'verified')
    .execute();
  return new Map(rows.map((row) => [row.host, row.slug]));
}
