/** Goods after a run: the ledger adds up, nothing is sold that was not there, each paid delivery has one parcel. */
import type { StandIns } from '../builders/stand-ins.ts';
import type { Query } from './fleet.ts';
import type { Goods } from './purchase-plan.ts';

export async function checkGoods(query: Query, standIns: StandIns, goods: readonly Goods[]): Promise<readonly string[]> {
  return [...(await checkStock(query, goods)), ...(await checkParcels(query, standIns))];
}

async function checkStock(query: Query, goods: readonly Goods[]): Promise<string[]> {
  const rows = await query(`
    select l.variant_id::text as id, l.on_hand, l.held,
      (select coalesce(sum(m.quantity), 0)::int from stock_movements m where m.merchant_id = l.merchant_id and m.variant_id = l.variant_id) as moved,
      (select coalesce(sum(h.quantity), 0)::int from stock_holds h where h.merchant_id = l.merchant_id and h.variant_id = l.variant_id and h.state = 'active') as holds,
      (select coalesce(sum(i.quantity), 0)::int from order_items i join orders o on o.merchant_id = i.merchant_id and o.id = i.order_id
        where i.merchant_id = l.merchant_id and i.variant_id = l.variant_id and o.payment_status = 'paid') as sold,
      (select coalesce(sum(i.quantity), 0)::int from order_items i join orders o on o.merchant_id = i.merchant_id and o.id = i.order_id
        where i.merchant_id = l.merchant_id and i.variant_id = l.variant_id and o.status = 'pending') as waiting
    from stock_levels l`);
  const byId = new Map(rows.map((row) => [row['id'], row]));
  return goods.flatMap(({ variantId, name, stock }) => {
    const row = byId.get(variantId);
    if (!row) return [`${name} has no level`];
    const figures = {
      onHand: Number(row['on_hand']),
      held: Number(row['held']),
      sold: Number(row['sold']),
      waiting: Number(row['waiting']),
    };
    const say = (what: string): string =>
      `${name}: ${what} (stock ${stock}, ${JSON.stringify({ ...figures, moved: row['moved'], holds: row['holds'] })})`;
    return [
      ...(figures.onHand < 0 || figures.held > figures.onHand ? [say('below zero')] : []),
      ...(row['moved'] === row['on_hand'] ? [] : [say('movements do not add up to what is on hand')]),
      ...(row['holds'] === row['held'] ? [] : [say('holds do not add up to what is held')]),
      ...(figures.sold + figures.onHand === stock ? [] : [say('sold and left are not what there was')]),
      ...(figures.waiting === figures.held ? [] : [say('what is held is not what waits for payment')]),
    ];
  });
}

/** Cancelled parcels do not count; a paid order whose parcel failed openly is told to staff and is not lost. */
async function checkParcels(query: Query, { shiprocket }: StandIns): Promise<string[]> {
  const living = Map.groupBy(
    shiprocket.side.parcels().filter((parcel) => parcel.orderStatus !== 'CANCELED'),
    (parcel) => parcel.reference,
  );
  const twice = [...living]
    .filter(([, parcels]) => parcels.length > 1)
    .map(([reference, parcels]) => `${reference} has ${parcels.length} parcels`);
  const rows = await query(`
    select o.order_number, o.status, (select count(*)::int from shipments s where s.merchant_id = o.merchant_id and s.order_id = o.id) as shipments,
      (select string_agg(s.state, ',') from shipments s where s.merchant_id = o.merchant_id and s.order_id = o.id) as states
    from orders o where o.delivery_method = 'delivery' and o.payment_status = 'paid'`);
  const without = rows.filter((row) => row['shipments'] !== 1 || String(row['states']) !== 'created');
  const known = new Set(
    (await query('select reference from shipments where state not in ($1)', ['cancelled'])).map((row) => row['reference']),
  );
  const unknown = [...living.keys()]
    .filter((reference) => !known.has(reference))
    .map((reference) => `parcel ${reference} lives at the courier alone`);
  return [
    ...twice,
    ...unknown,
    ...without.map(
      (row) =>
        `paid ${String(row['order_number'])} (${String(row['status'])}) has ${String(row['shipments'])} parcels in state ${String(row['states'])}`,
    ),
  ];
}
