/**
 * Shiprocket's webhooks: proven by nothing but a token in a header, without an event id. Pure functions; peeking before verification
 * believes nothing but which token to compare.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { CourierWebhooks } from '../couriers.port.ts';
import { stepKey, webhookEvents } from './tracking.ts';
import { type WebhookWire, webhookWire } from './wire.ts';

export const shiprocketWebhooks: CourierWebhooks = {
  verify(headers, token) {
    const given = headers['x-api-key'] ?? headers['X-Api-Key'] ?? headers['X-API-KEY'];
    // Hashed first, so that neither length nor content can be learnt from the time it takes.
    return given !== undefined && token !== '' && timingSafeEqual(digest(given), digest(token));
  },
  peek(body) {
    const wire = parse(body);
    return {
      awbs: wire?.awb === undefined ? [] : [wire.awb],
      references: wire?.order_id === undefined ? [] : [wire.order_id],
    };
  },
  dedupeKey(body) {
    const wire = parse(body);
    if (wire?.awb === undefined || wire.shipment_status_id === undefined) return digest(body).toString('hex');
    return stepKey(wire.awb, String(wire.shipment_status_id), wire.current_timestamp);
  },
  read(body) {
    const wire = parse(body);
    return wire ? webhookEvents(wire) : [];
  },
};

function parse(body: Uint8Array): WebhookWire | undefined {
  try {
    const parsed = webhookWire.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function digest(bytes: Uint8Array | string): Buffer {
  return createHash('sha256').update(bytes).digest();
}
