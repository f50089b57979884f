/** A connection: what may be shown of it, and the outside addresses that lead to it. Pure. */
import { type ConnectionFields, type ConnectionKind, type ConnectionView, publicFields } from '@parley/contract/api/connections.ts';
import { hashToken } from '../../foundation/secrets/secrets.ts';
import type { RouteKind } from './connection-route.store.ts';

export interface ConnectionRoute {
  readonly kind: RouteKind;
  readonly address: string;
}

/** Public fields whole, of secrets the last four characters, of short secrets nothing. */
export function hintsOf(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const hints: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) hints[name] = publicFields.has(name) ? value : value.length < 8 ? '••••' : `••••${value.slice(-4)}`;
  }
  return hints;
}

export function missingView(kind: ConnectionKind): ConnectionView {
  return { kind, state: 'missing', fields: {}, failure: null, tested_at: null, updated_at: null };
}

/** Addresses by which webhooks find the merchant. */
export function routesOf<K extends ConnectionKind>(kind: K, fields: ConnectionFields[K]): ConnectionRoute[] {
  const given = fields as Readonly<Record<string, string | undefined>>;
  const route = (routeKind: RouteKind, address: string | undefined): ConnectionRoute[] =>
    address === undefined ? [] : [{ kind: routeKind, address }];
  if (kind === 'whatsapp') {
    const token = given['verify_token'];
    return [
      ...route('whatsapp.phone_number_id', given['phone_number_id']),
      ...route('whatsapp.business_account_id', given['business_account_id']),
      ...route('whatsapp.verify_token', token === undefined ? undefined : hashToken(token)),
    ];
  }
  if (kind === 'twilio') {
    const digits = given['whatsapp_number']?.replace(/\D/g, '');
    return [
      ...route('twilio.account_sid', given['account_sid']),
      ...route('twilio.whatsapp_number', digits),
      ...route('twilio.sender', given['account_sid'] && digits && `${given['account_sid']}:${digits}`),
    ];
  }
  return kind === 'razorpay' ? route('razorpay.key_id', given['key_id']) : [];
}
