/** Money after a run, from the database and from the gateway's side: every payment pays exactly one order or has gone back in full. */
import { gatewaysOf, type TestGateway } from '../builders/gateways.ts';
import type { StandIns } from '../builders/stand-ins.ts';
import type { Query, Rows } from './fleet.ts';

export async function checkMoney(query: Query, standIns: StandIns): Promise<readonly string[]> {
  const payments = await query(`
    select p.gateway, p.provider_payment_id as id, p.verdict, o.order_number, o.status, o.payment_status, o.total_minor, o.currency as order_currency
    from payments p join orders o on o.merchant_id = p.merchant_id and o.id = p.order_id`);
  const links = await query(`
    select l.gateway, l.provider_link_id as id, l.state, o.order_number,
      (select count(*)::int from payments p where p.merchant_id = l.merchant_id and p.order_id = l.order_id and p.verdict in ('settled', 'late')) as kept,
      (select count(*)::int from payments p where p.merchant_id = l.merchant_id and p.link_id = l.id and p.verdict = 'mismatch') as mismatched
    from payment_links l join orders o on o.merchant_id = l.merchant_id and o.id = l.order_id`);
  const byId = (rows: Rows, gateway: TestGateway) =>
    new Map(rows.filter((row) => row['gateway'] === gateway.name).map((row) => [row['id'], row]));
  return [
    ...gatewaysOf(standIns).flatMap((gateway) => [
      ...checkPayments(byId(payments, gateway), gateway),
      ...checkLinks(byId(links, gateway), gateway),
    ]),
    ...links.filter((row) => row['state'] === 'asked').map((row) => `the link of ${String(row['order_number'])} is still asked`),
    ...(await checkOrders(query)),
  ];
}

type ById = ReadonlyMap<unknown, Rows[number]>;

function checkPayments(byId: ById, gateway: TestGateway): string[] {
  const breaches: string[] = [];
  for (const { id, minor, currency } of gateway.captured()) {
    const filed = byId.get(id);
    if (!filed) {
      breaches.push(`captured payment ${id} is not known here`);
      continue;
    }
    const back = gateway.refundsOf(id).reduce((sum, each) => sum + each, 0n);
    const isKept = filed['verdict'] === 'settled' || filed['verdict'] === 'late';
    const where = `${gateway.name} payment ${id} (${String(filed['verdict'])}) of ${String(filed['order_number'])} (${String(filed['status'])}, ${String(filed['payment_status'])})`;
    const goesBack = !isKept || filed['status'] === 'cancelled';
    if (goesBack && back !== minor) breaches.push(`${where}: ${back} of ${minor} went back`);
    if (!goesBack && back !== 0n) breaches.push(`${where}: ${back} went back although it pays its order`);
    if (isKept && (minor !== filed['total_minor'] || currency !== filed['order_currency']))
      breaches.push(`${where}: ${minor} ${currency} does not pay ${String(filed['total_minor'])}`);
    if (isKept && filed['payment_status'] !== (goesBack ? 'refunded' : 'paid'))
      breaches.push(`${where}: its order is not ${goesBack ? 'refunded' : 'paid'}`);
  }
  const told = new Set(gateway.captured().map((payment) => payment.id));
  for (const id of byId.keys()) if (!told.has(String(id))) breaches.push(`payment ${String(id)} does not exist at ${gateway.name}`);
  return breaches;
}

/** A link that the gateway shows as paid has one paid order; one that can still be paid is known here. */
function checkLinks(byId: ById, gateway: TestGateway): string[] {
  const breaches: string[] = [];
  for (const link of gateway.links()) {
    const known = byId.get(link.id);
    if (!known) {
      breaches.push(`link ${link.id} (${link.state}) exists at ${gateway.name} alone`);
      continue;
    }
    const what = `link ${link.id} (${link.state} at ${gateway.name}, ${String(known['state'])} here) of ${String(known['order_number'])}`;
    if (link.state === 'paid' && known['kept'] !== 1 && known['mismatched'] === 0)
      breaches.push(`${what}: paid, and its order has ${String(known['kept'])} payments that count`);
    if (gateway.closesLinks && (link.state === 'open') !== (known['state'] === 'open')) breaches.push(`${what}: open on one side alone`);
  }
  return breaches;
}

async function checkOrders(query: Query): Promise<string[]> {
  const unpaid = await query(`
    select o.order_number, o.payment_status, o.status from orders o where (o.payment_status <> 'unpaid') <> (select count(*) = 1 from payments p
      where p.merchant_id = o.merchant_id and p.order_id = o.id and p.verdict in ('settled', 'late'))`);
  const moved = await query(`select order_number, status, payment_status from orders
    where (status in ('confirmed', 'processing', 'shipped', 'delivered') and payment_status <> 'paid') or (status = 'pending' and payment_status <> 'unpaid')
      or (status = 'cancelled' and payment_status not in ('unpaid', 'refunded'))`);
  const twice = await query(
    `select checkout_id::text as id, count(*)::int as count from orders where checkout_id is not null group by 1 having count(*) > 1`,
  );
  return [
    ...unpaid.map((row) => `${String(row['order_number'])} is ${String(row['payment_status'])} without exactly one payment that counts`),
    ...moved.map((row) => `${String(row['order_number'])} is ${String(row['status'])} and ${String(row['payment_status'])}`),
    ...twice.map((row) => `checkout ${String(row['id'])} became ${String(row['count'])} orders`),
  ];
}
