/** The bytes of their webhooks: the envelope, their way of escaping, and the signature over exactly those bytes. */
import { createHmac } from 'node:crypto';
import type { PhoneBusiness, PhonePerson, RegisteredNumber } from '../phone.port.ts';

/** JSON as they write it: everything outside ASCII and every slash escaped, so that re-written JSON no longer matches its signature. */
export function theirJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

export function webhookBody({ businessAccountId }: RegisteredNumber, field: string, value: unknown): string {
  return theirJson({ object: 'whatsapp_business_account', entry: [{ id: businessAccountId, changes: [{ value, field }] }] });
}

export function signWith(appSecret: string): (body: Uint8Array) => Readonly<Record<string, string>> {
  return (body) => ({ 'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}` });
}

export function metadataOf({ displayPhone, phoneNumberId }: PhoneBusiness): Readonly<Record<string, string>> {
  return { display_phone_number: displayPhone.replace(/\D/g, ''), phone_number_id: phoneNumberId };
}

/** The contacts block; who hides the phone number is known by the scoped id alone. */
export function contactOf(person: PhonePerson): Readonly<Record<string, unknown>> {
  return {
    profile: { name: person.name, ...(person.username === undefined ? {} : { username: person.username }) },
    ...(person.hidesPhone ? {} : { wa_id: person.phone }),
    user_id: person.scopedId,
  };
}

/** Seconds since 1970, as the text they send. */
export function wireSeconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1_000));
}
