/** All SQL of the table merchants. */
import type { MerchantSettingsBody } from '@parley/contract/api/merchants.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { basisPointsOf } from '@parley/contract/values/percent.ts';
import type { Selectable } from 'kysely';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { MerchantsTable } from '../../foundation/db/tables.gen.ts';
import { codRuleOf, deliveryRuleOf, type Merchant, readSettings } from './merchant.ts';

export interface NewMerchant {
  readonly id: MerchantId;
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly whatsappNumber: string;
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly language: string;
  readonly createdAt: Date;
}

/** False when the slug is taken. */
export async function insertMerchant(tx: PlatformTx, merchant: NewMerchant): Promise<boolean> {
  const { whatsappNumber, timeZone, createdAt, ...rest } = merchant;
  const inserted = await tx.db
    .insertInto('merchants')
    .values({ ...rest, whatsapp_number: whatsappNumber, time_zone: timeZone, created_at: createdAt })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function findBySlug(tx: PlatformTx, slug: string): Promise<MerchantId | undefined> {
  const row = await tx.db.selectFrom('merchants').select('id').where('slug', '=', slug.toLowerCase()).executeTakeFirst();
  return row?.id as MerchantId | undefined;
}

/** By the transaction that read it; undefined where that one changed it. */
const read = new WeakMap<Tx['db'], Promise<Merchant> | undefined>();

/** The merchant of the transaction, read once in it: many rooms ask. */
export function loadMerchant(tx: Tx): Promise<Merchant> {
  const known = read.get(tx.db);
  if (known) return known;
  const fresh = merchantRow(tx).executeTakeFirstOrThrow().then(merchantOf);
  if (!read.has(tx.db)) read.set(tx.db, fresh);
  return fresh;
}

/** The same, locked until the transaction ends, with its settings as stored. */
export async function lockMerchant(tx: Tx): Promise<{ readonly merchant: Merchant; readonly settings: MerchantSettingsBody }> {
  const row = await merchantRow(tx).forUpdate().executeTakeFirstOrThrow();
  return { merchant: merchantOf(row), settings: readSettings(row.settings) };
}

export interface MerchantColumns {
  readonly name?: string;
  readonly phone?: string;
  readonly whatsapp_number?: string;
  readonly time_zone?: string;
  readonly language?: string;
  readonly prices_include_tax?: boolean;
  readonly tax_region?: string | null;
  readonly tax_number?: string | null;
}

export async function updateMerchant(tx: Tx, columns: MerchantColumns, settings: MerchantSettingsBody): Promise<void> {
  read.set(tx.db, undefined);
  await tx.db
    .updateTable('merchants')
    .set({ ...columns, settings: JSON.stringify(settings) })
    .where('id', '=', tx.merchantId)
    .execute();
}

/** Says that the catalogue changed; whoever keeps a copy of it notices. */
export async function touchCatalog(tx: Tx): Promise<void> {
  await tx.db
    .updateTable('merchants')
    .set((eb) => ({ catalog_version: eb('catalog_version', '+', 1n) }))
    .where('id', '=', tx.merchantId)
    .execute();
}

function merchantRow(tx: Tx) {
  return tx.db.selectFrom('merchants').selectAll().where('id', '=', tx.merchantId);
}

function merchantOf(row: Selectable<MerchantsTable>): Merchant {
  const settings = readSettings(row.settings);
  const { postal_code: postalCode, ...pickup } = settings.pickup;
  return {
    id: row.id as MerchantId,
    slug: row.slug,
    name: row.name,
    email: row.email,
    ...(row.phone === null ? {} : { phone: row.phone }),
    ...(row.whatsapp_number === null ? {} : { whatsappNumber: row.whatsapp_number }),
    country: row.country,
    currency: row.currency,
    timeZone: row.time_zone,
    language: row.language,
    pricesIncludeTax: row.prices_include_tax,
    ...(row.tax_region === null ? {} : { taxRegion: row.tax_region }),
    ...(row.tax_number === null ? {} : { taxNumber: row.tax_number }),
    defaultTaxRateBp: basisPointsOf(settings.tax.default_rate),
    cod: codRuleOf(settings, row.currency),
    returnWindowDays: settings.returns.window_days,
    gateways: settings.payments.gateways,
    whatsappCatalogue: { limit: settings.whatsapp_catalogue.limit, inChat: settings.whatsapp_catalogue.in_chat },
    delivery: deliveryRuleOf(settings, row.currency),
    pickup: {
      offered: pickup.offered,
      ...(pickup.address === undefined ? {} : { address: pickup.address }),
      ...(pickup.hours === undefined ? {} : { hours: pickup.hours }),
      ...(postalCode === undefined ? {} : { postalCode }),
    },
    catalogVersion: row.catalog_version,
    createdAt: row.created_at,
  };
}
