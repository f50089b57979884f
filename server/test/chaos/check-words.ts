/** Conversations after a run: nothing a customer wrote is lost or left without an answer, nothing of ours is stuck, little is said twice. */
import type { StandIns } from '../builders/stand-ins.ts';
import type { Query } from './fleet.ts';
import type { Purchase } from './purchase.ts';

export interface Words {
  readonly breaches: readonly string[];
  readonly inbound: number;
  readonly outbound: number;
  /** Messages that arrived on a phone more than once. */
  readonly duplicates: number;
}

/** More than this share said twice is a fault of ours, not the service's silence. */
const MOST_TWICE = 0.05;

export async function checkWords(query: Query, standIns: StandIns, purchases: readonly Purchase[]): Promise<Words> {
  const { phone } = standIns.whatsapp;
  const handled = new Map(
    (await query('select provider_message_id as id, handled_at from inbound_messages where provider_message_id is not null')).map((row) => [
      row['id'],
      row['handled_at'],
    ]),
  );
  const breaches: string[] = [];
  let [inbound, arrived] = [0, 0];
  for (const { personId, plan } of purchases) {
    const bubbles = phone.chat(personId, plan.shop.merchant.phoneNumberId).bubbles.toSorted((a, b) => a.at.localeCompare(b.at));
    const own = bubbles.filter((bubble) => bubble.from === 'person');
    inbound += own.length;
    arrived += bubbles.length - own.length;
    for (const { id } of own) {
      if (!handled.has(id)) breaches.push(`guest ${plan.number}: message ${id} was lost`);
      else if (handled.get(id) === null) breaches.push(`guest ${plan.number}: message ${id} was never handled`);
    }
    const last = own.at(-1);
    if (last && !bubbles.some((bubble) => bubble.from === 'business' && bubble.at >= last.at))
      breaches.push(`guest ${plan.number}: the last message got no answer`);
  }
  const states = await query('select state, count(*)::int as count, min(failure_detail) as detail from outbound_messages group by 1');
  const count = (wanted: readonly string[]): number =>
    states.filter((row) => wanted.includes(String(row['state']))).reduce((sum, row) => sum + Number(row['count']), 0);
  for (const row of states)
    if (['queued', 'sending', 'failed', 'held'].includes(String(row['state'])))
      breaches.push(`${String(row['count'])} messages are ${String(row['state'])}: ${String(row['detail'])}`);
  const outbound = count(['accepted', 'sent', 'delivered', 'read']);
  const duplicates = arrived - outbound;
  if (duplicates < 0) breaches.push(`${-duplicates} messages count as sent and arrived nowhere`);
  if (duplicates > outbound * MOST_TWICE) breaches.push(`${duplicates} of ${outbound} messages arrived twice`);
  const unheard = await query('select count(*)::int as count from inbound_messages where handled_at is null');
  if (unheard[0]?.['count'] !== 0) breaches.push(`${String(unheard[0]?.['count'])} entries of conversations were never handled`);
  return { breaches, inbound, outbound, duplicates };
}
