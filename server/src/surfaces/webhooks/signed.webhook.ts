/**
 * The doors for the payment gateways and the courier: finds the merchant by what the payload names, or by whose secret fits; stores;
 * answers 200. It must never act on what a payload says.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { refuse } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { valueOf } from '../../foundation/http/perform.ts';
import type { GatewayName } from '../../providers/payments/payments.port.ts';
import { bytesOf, type DoorParts, flatHeaders, type Received, received } from './door.ts';

type Headers = Readonly<Record<string, string | undefined>>;

interface Door {
  readonly kind: GatewayName | 'shiprocket';
  /** Field of the connection that proves a payload. */
  readonly field: 'webhook_secret' | 'secret_key' | 'webhook_token';
  find(parts: DoorParts, body: Buffer): Promise<MerchantId | undefined>;
  verify(parts: DoorParts, body: Buffer, headers: Headers, secret: string): boolean;
  dedupe(parts: DoorParts, body: Buffer, headers: Headers): string;
}

/** Secrets tried for a payload that names nothing we know; an install with more merchants needs the address with the slug. */
const MOST_TRIED = 25;

function gateway(kind: GatewayName, field: Door['field']): Door {
  return {
    kind,
    field,
    find: ({ deps, subjects }, body) => {
      const ids = deps.wires[kind].peek(body);
      const look = () => deps.database.inPlatformTx((tx) => deps.payments.merchantOf(tx, kind, ids));
      const name = ids.providerLinkIds[0] ?? ids.providerPaymentIds[0];
      return name === undefined ? look() : subjects.remember(`${kind} ${name}`, look, isKnown);
    },
    verify: ({ deps }, body, headers, secret) => deps.wires[kind].verify(body, headers, secret, deps.clock.now()),
    dedupe: ({ deps }, body, headers) => deps.wires[kind].dedupeKey(body, headers),
  };
}

function isKnown(merchantId: MerchantId | undefined): boolean {
  return merchantId !== undefined;
}

const shiprocket: Door = {
  kind: 'shiprocket',
  field: 'webhook_token',
  find: ({ deps }, body) => deps.database.inPlatformTx((tx) => deps.fulfilment.merchantOf(tx, deps.wires.shiprocket.peek(body))),
  verify: ({ deps }, _body, headers, token) => deps.wires.shiprocket.verify(headers, token),
  dedupe: ({ deps }, body) => deps.wires.shiprocket.dedupeKey(body),
};

/** Paystack signs with the key of its API. */
const doors: readonly Door[] = [
  gateway('razorpay', 'webhook_secret'),
  gateway('stripe', 'webhook_secret'),
  gateway('paystack', 'secret_key'),
  shiprocket,
];

export function mountSignedDoors(scope: Edge, parts: DoorParts): void {
  const params = z.strictObject({ slug: z.string() });
  const config = { access: 'public' as const };
  for (const door of doors) {
    scope.post(`/webhooks/${door.kind}`, { config, schema: { hide: true } }, (request) =>
      accept(parts, door, bytesOf(request), flatHeaders(request), undefined),
    );
    scope.post(`/webhooks/${door.kind}/:slug`, { config, schema: { hide: true, params } }, (request) =>
      accept(parts, door, bytesOf(request), flatHeaders(request), request.params.slug),
    );
  }
}

async function accept(parts: DoorParts, door: Door, body: Buffer, headers: Headers, slug: string | undefined): Promise<Received> {
  for (const merchantId of await candidatesFor(parts, door, body, slug)) {
    const fits = await parts.secrets.fits(merchantId, door.kind, door.field, (secret) => door.verify(parts, body, headers, secret));
    if (!fits) continue;
    await parts.intake.accept({ merchantId, provider: door.kind, dedupe: door.dedupe(parts, body, headers), body, facts: {} });
    return received;
  }
  return valueOf(refuse('webhook.bad_signature'));
}

async function candidatesFor(parts: DoorParts, door: Door, body: Buffer, slug: string | undefined): Promise<readonly MerchantId[]> {
  if (slug !== undefined) {
    const merchantId = await parts.secrets.bySlug(slug);
    return merchantId === undefined ? valueOf(refuse('request.not_found')) : [merchantId];
  }
  const named = await door.find(parts, body);
  if (named !== undefined) return [named];
  // It may be about something we have not recorded yet, or that is none of ours; its signature still says whose it is.
  const connected = await parts.deps.database.inPlatformTx((tx) => parts.deps.merchants.connectedTo(tx, door.kind));
  return connected.slice(0, MOST_TRIED);
}
