/** Rules of payment links at the gateway: what a create must hold, how long it lives, when it may be changed or cancelled. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import { owned } from '../../../simulation/records.ts';
import { type LinkEntity, newId } from './entities.ts';
import type { EventDesk } from './events.ts';
import { indexLink, type Ledger } from './ledger.ts';
import { type ApiRefusal, bad, unknownId } from './refusals.ts';

export interface Desk {
  readonly ledger: Ledger;
  readonly events: EventDesk;
  readonly clock: { now(): Date };
  readonly random: () => number;
  /** Absolute address under which browsers reach the stand-in. */
  readonly publicUrl: () => string;
}

export const notesBody = z.record(z.string(), z.coerce.string().max(256)).refine((notes) => Object.keys(notes).length <= 15);

const linkBody = z.object({
  amount: z.int().min(100),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('INR'),
  accept_partial: z.boolean().default(false),
  first_min_partial_amount: z.int().optional(),
  description: z.string().max(2048).default(''),
  reference_id: z.string().max(40).default(''),
  customer: z.record(z.string(), z.string()).default({}),
  expire_by: z.int().optional(),
  notify: z.object({ sms: z.boolean().default(false), email: z.boolean().default(false) }).optional(),
  reminder_enable: z.boolean().default(false),
  notes: notesBody.optional(),
  callback_url: z.url().optional(),
  callback_method: z.string().optional(),
  upi_link: z.boolean().default(false),
});

const minimumLife = 15 * 60;
const maximumLife = 183 * 24 * 60 * 60;

export function createPaymentLink(desk: Desk, owner: string, sent: unknown): Result<LinkEntity, ApiRefusal> {
  const parsed = linkBody.safeParse(sent);
  if (!parsed.success) return invalid(parsed.error);
  const body = parsed.data;
  const now = seconds(desk.clock);
  const expiry = checkExpiry(body.expire_by, now);
  if (expiry) return expiry;
  if (body.callback_url !== undefined && body.callback_method !== 'get') return bad('callback_method must be get', 'callback_method');
  if (body.reference_id !== '' && desk.ledger.references.has(`${owner}|${body.reference_id}`)) {
    return bad(`Payment link creation with reference_id ${body.reference_id} has already been attempted`, 'reference_id');
  }
  const id = newId('plink', desk.random);
  const entity: LinkEntity = {
    id,
    amount: body.amount,
    amount_paid: 0,
    currency: body.currency,
    status: 'created',
    short_url: `${desk.publicUrl().replace(/\/+$/, '')}/l/${id}`,
    reference_id: body.reference_id,
    description: body.description,
    customer: body.customer,
    notify: { sms: body.notify?.sms ?? false, email: body.notify?.email ?? false, whatsapp: false },
    notes: body.notes ?? null,
    accept_partial: body.accept_partial,
    first_min_partial_amount: body.accept_partial ? (body.first_min_partial_amount ?? 100) : 0,
    expire_by: body.expire_by ?? now + maximumLife,
    expired_at: 0,
    cancelled_at: 0,
    created_at: now,
    updated_at: now,
    callback_url: body.callback_url ?? '',
    callback_method: body.callback_method ?? '',
    reminder_enable: body.reminder_enable,
    reminders: [],
    upi_link: body.upi_link,
    whatsapp_link: false,
    user_id: '',
    payments: null,
  };
  const record = { owner, entity };
  desk.ledger.links.set(id, record);
  indexLink(desk.ledger, record);
  desk.ledger.changed();
  return ok(entity);
}

const updateBody = z.object({
  reference_id: z.string().max(40).optional(),
  expire_by: z.int().optional(),
  reminder_enable: z.boolean().optional(),
  accept_partial: z.boolean().optional(),
  notes: notesBody.optional(),
});

export function updatePaymentLink(desk: Desk, owner: string, id: string, sent: unknown): Result<LinkEntity, ApiRefusal> {
  const link = owned(desk.ledger.links, id, owner);
  if (!link) return unknownId();
  const parsed = updateBody.strict().safeParse(sent);
  if (!parsed.success) return invalid(parsed.error);
  if (link.status !== 'created' && link.status !== 'partially_paid') return bad(`Payment link is already ${link.status}`);
  const expiry = checkExpiry(parsed.data.expire_by, seconds(desk.clock));
  if (expiry) return expiry;
  const reference = parsed.data.reference_id;
  if (reference !== undefined && reference !== link.reference_id) {
    if (desk.ledger.references.has(`${owner}|${reference}`)) return bad('reference_id has already been attempted', 'reference_id');
    desk.ledger.references.delete(`${owner}|${link.reference_id}`);
  }
  Object.assign(link, parsed.data, { updated_at: seconds(desk.clock) });
  indexLink(desk.ledger, { owner, entity: link });
  desk.ledger.changed();
  return ok(link);
}

export function cancelPaymentLink(desk: Desk, owner: string, id: string): Result<LinkEntity, ApiRefusal> {
  const link = owned(desk.ledger.links, id, owner);
  if (!link) return unknownId();
  if (link.status === 'paid') return bad('Payment link is already paid and cannot be cancelled');
  if (link.status === 'partially_paid') return bad('Payment link is already partially paid and cannot be cancelled');
  if (link.status !== 'created') return bad(`Payment link is already ${link.status}`);
  close(desk, { owner, entity: link }, 'cancelled');
  return ok(link);
}

/** Closes every link whose time is over. */
export function expireDueLinks(desk: Desk): void {
  const now = seconds(desk.clock);
  for (const id of desk.ledger.openLinks) {
    const record = desk.ledger.links.get(id);
    if (record && record.entity.expire_by <= now) close(desk, record, 'expired');
  }
}

/** The link as it stands now: one that is past its time expires by being looked at. */
export function currentLink(desk: Desk, id: string): { readonly owner: string; readonly entity: LinkEntity } | undefined {
  const record = desk.ledger.links.get(id);
  if (record && desk.ledger.openLinks.has(id) && record.entity.expire_by <= seconds(desk.clock)) close(desk, record, 'expired');
  return record;
}

function close(desk: Desk, record: { readonly owner: string; readonly entity: LinkEntity }, status: 'expired' | 'cancelled'): void {
  const now = seconds(desk.clock);
  record.entity.status = status;
  record.entity.updated_at = now;
  if (status === 'expired') record.entity.expired_at = now;
  else record.entity.cancelled_at = now;
  indexLink(desk.ledger, record);
  desk.ledger.changed();
  desk.events.emit(record.owner, [{ type: `payment_link.${status}`, parts: { payment_link: record.entity } }]);
}

function checkExpiry(expireBy: number | undefined, now: number): ReturnType<typeof bad> | undefined {
  if (expireBy === undefined) return undefined;
  if (expireBy < now + minimumLife) return bad('expire_by should be at least 15 minutes after current time', 'expire_by');
  return expireBy > now + maximumLife ? bad('expire_by cannot be more than 6 months from current time', 'expire_by') : undefined;
}

export function invalid(error: z.ZodError): ReturnType<typeof bad> {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') || undefined;
  return bad(field === undefined ? 'The request body is not valid' : `The ${field} field is not valid: ${issue?.message ?? ''}`, field);
}

export function seconds(clock: { now(): Date }): number {
  return Math.floor(clock.now().getTime() / 1000);
}
