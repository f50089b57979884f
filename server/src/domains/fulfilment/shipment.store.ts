/** All SQL of shipments and of what the courier said about them. */
import type { MerchantId, OrderId, ShipmentId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { ShipmentsTable } from '../../foundation/db/tables.gen.ts';
import type { ParcelState, TrackingEvent } from '../../providers/couriers/couriers.port.ts';
import type { ShipmentState, ShipmentView } from './parcel.ts';

export interface Shipment extends ShipmentView {
  readonly courier: string;
  readonly reference: string;
  readonly providerOrderId?: string;
  readonly providerShipmentId?: string;
  readonly courierId?: string;
  /** By the courier's quote; absent where nobody said. */
  readonly freight?: Money;
}

function fromRow(row: Omit<ShipmentsTable, 'merchant_id'>): Shipment {
  return {
    id: row.id as ShipmentId,
    orderId: row.order_id as OrderId,
    state: row.state as ShipmentState,
    courier: row.courier,
    reference: row.reference,
    ...(row.provider_order_id === null ? {} : { providerOrderId: row.provider_order_id }),
    ...(row.provider_shipment_id === null ? {} : { providerShipmentId: row.provider_shipment_id }),
    ...(row.courier_id === null ? {} : { courierId: row.courier_id }),
    ...(row.courier_name === null ? {} : { courierName: row.courier_name }),
    ...(row.awb === null ? {} : { awb: row.awb }),
    ...(row.tracking_url === null ? {} : { trackingUrl: row.tracking_url }),
    ...(row.label_url === null ? {} : { labelUrl: row.label_url }),
    ...(row.estimated_on === null ? {} : { estimatedOn: row.estimated_on }),
    ...(row.freight_minor === null || row.currency === null ? {} : { freight: { minor: row.freight_minor, currency: row.currency } }),
    ...(row.detail === null ? {} : { detail: row.detail }),
  };
}

export async function insertShipment(
  tx: Tx,
  shipment: {
    readonly id: ShipmentId;
    readonly orderId: OrderId;
    readonly courier: string;
    readonly state: ShipmentState;
    readonly reference: string;
    readonly courierId: string | undefined;
    readonly freight: Money | undefined;
    readonly at: Date;
  },
): Promise<Shipment> {
  const row = await tx.db
    .insertInto('shipments')
    .values({
      merchant_id: tx.merchantId,
      id: shipment.id,
      order_id: shipment.orderId,
      courier: shipment.courier,
      state: shipment.state,
      reference: shipment.reference,
      courier_id: shipment.courierId ?? null,
      freight_minor: shipment.freight?.minor ?? null,
      currency: shipment.freight?.currency ?? null,
      created_at: shipment.at,
      updated_at: shipment.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

/** Locked, so that news of one parcel is added up one after the other. */
export async function lockShipment(tx: Tx, id: ShipmentId): Promise<Shipment | undefined> {
  const row = await tx.db
    .selectFrom('shipments')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Newest first. */
export async function shipmentsOf(tx: Tx, orderId: OrderId): Promise<readonly Shipment[]> {
  const rows = await tx.db
    .selectFrom('shipments')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', orderId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(fromRow);
}

export async function findShipment(tx: Tx, by: { readonly awb: string; readonly reference?: string }): Promise<Shipment | undefined> {
  const base = tx.db.selectFrom('shipments').selectAll().where('merchant_id', '=', tx.merchantId);
  const row =
    (await base.where('awb', '=', by.awb).executeTakeFirst()) ??
    (by.reference === undefined ? undefined : await base.where('reference', '=', by.reference).executeTakeFirst());
  return row && fromRow(row);
}

export interface ShipmentChange {
  readonly state?: ShipmentState;
  readonly providerOrderId?: string;
  readonly providerShipmentId?: string;
  readonly courierId?: string;
  readonly courierName?: string;
  readonly awb?: string;
  readonly trackingUrl?: string;
  readonly labelUrl?: string;
  readonly estimatedOn?: string;
  /** null: what was wrong is over. */
  readonly detail?: string | null;
}

export async function changeShipment(tx: Tx, id: ShipmentId, at: Date, change: ShipmentChange): Promise<void> {
  const columns = {
    state: change.state,
    provider_order_id: change.providerOrderId,
    provider_shipment_id: change.providerShipmentId,
    courier_id: change.courierId,
    courier_name: change.courierName,
    awb: change.awb,
    tracking_url: change.trackingUrl,
    label_url: change.labelUrl,
    estimated_on: change.estimatedOn,
    detail: change.detail,
  };
  await tx.db
    .updateTable('shipments')
    .set({ ...columns, updated_at: at })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

/** False when this very event is filed already. */
export async function insertNews(tx: Tx, id: ShipmentId, event: TrackingEvent, at: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('shipment_events')
    .values({
      merchant_id: tx.merchantId,
      id: newId(),
      shipment_id: id,
      dedupe: event.dedupeKey,
      state: event.state,
      provider_status: event.providerStatus,
      place: event.place ?? null,
      at: event.at,
      recorded_at: at,
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'shipment_id', 'dedupe']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function newsOf(tx: Tx, id: ShipmentId): Promise<readonly { readonly state: ParcelState; readonly at: Date }[]> {
  const rows = await tx.db
    .selectFrom('shipment_events')
    .select(['state', 'at'])
    .where('merchant_id', '=', tx.merchantId)
    .where('shipment_id', '=', id)
    .execute();
  return rows.map((row) => ({ state: row.state as ParcelState, at: row.at }));
}

/** Parcels under way, of all merchants, that nothing was heard of since `quietSince`. */
export async function movingShipments(
  tx: PlatformTx,
  quietSince: Date,
  limit: number,
): Promise<readonly { readonly merchantId: MerchantId; readonly id: ShipmentId }[]> {
  const rows = await tx.db
    .selectFrom('shipments')
    .select(['merchant_id', 'id'])
    .where('state', 'not in', ['asked', 'failed', 'delivered', 'returned', 'cancelled', 'lost'])
    .where('awb', 'is not', null)
    .where('updated_at', '<', quietSince)
    .orderBy('updated_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ merchantId: row.merchant_id as MerchantId, id: row.id as ShipmentId }));
}

/** For webhooks without a slug. */
export async function merchantOfShipments(
  tx: PlatformTx,
  keys: { readonly awbs: readonly string[]; readonly references: readonly string[] },
): Promise<MerchantId | undefined> {
  if (keys.awbs.length === 0 && keys.references.length === 0) return undefined;
  const rows = await tx.db
    .selectFrom('shipments')
    .select('merchant_id')
    .distinct()
    .where((is) => (keys.awbs.length > 0 ? is('awb', 'in', [...keys.awbs]) : is('reference', 'in', [...keys.references])))
    .limit(2)
    .execute();
  // Order numbers repeat between merchants: two candidates are none.
  return rows.length === 1 ? (rows[0]?.merchant_id as MerchantId) : undefined;
}
