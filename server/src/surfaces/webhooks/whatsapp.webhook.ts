/**
 * The door for WhatsApp: finds the merchant by the number named in the payload, checks the signature over the raw bytes, stores, answers
 * 200. It must never act on what a payload says.
 */
import { createHash } from 'node:crypto';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { refuse } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { valueOf } from '../../foundation/http/perform.ts';
import { hashToken } from '../../foundation/secrets/secrets.ts';
import { bytesOf, type DoorParts, flatHeaders, ignored, type Received, received } from './door.ts';

/** Numbers of one payload that are looked up; a true one names one or two. */
const MOST_ADDRESSES = 50;

export function mountWhatsAppDoor(scope: Edge, parts: DoorParts): void {
  const query = z.looseObject({
    'hub.mode': z.string().optional(),
    'hub.verify_token': z.string().optional(),
    'hub.challenge': z.string().max(500).optional(),
  });
  const params = z.strictObject({ slug: z.string() });
  const config = { access: 'public' as const };

  scope.get('/webhooks/whatsapp', { config, schema: { hide: true, querystring: query } }, async (request, reply) => {
    const challenge = await confirmed(parts, request.query, undefined);
    return reply.type('text/plain; charset=utf-8').send(challenge);
  });
  scope.get('/webhooks/whatsapp/:slug', { config, schema: { hide: true, querystring: query, params } }, async (request, reply) => {
    const challenge = await confirmed(parts, request.query, request.params.slug);
    return reply.type('text/plain; charset=utf-8').send(challenge);
  });
  scope.post('/webhooks/whatsapp', { config, schema: { hide: true } }, (request) =>
    accept(parts, bytesOf(request), flatHeaders(request), undefined),
  );
  scope.post('/webhooks/whatsapp/:slug', { config, schema: { hide: true, params } }, (request) =>
    accept(parts, bytesOf(request), flatHeaders(request), request.params.slug),
  );
}

type Handshake = Readonly<Partial<Record<'hub.mode' | 'hub.verify_token' | 'hub.challenge', string | undefined>>>;

/** Tokens are routes, kept as hashes: whoever connected one may confirm its webhook address. */
async function confirmed({ secrets }: DoorParts, query: Handshake, slug: string | undefined): Promise<string> {
  const token = query['hub.verify_token'] ?? '';
  const owners = query['hub.mode'] === 'subscribe' && token !== '' ? await secrets.byRoute('whatsapp.verify_token', hashToken(token)) : [];
  const only = slug === undefined ? undefined : await secrets.bySlug(slug);
  const isRight = slug === undefined ? owners.length > 0 : only !== undefined && owners.includes(only);
  return isRight ? (query['hub.challenge'] ?? '') : valueOf(refuse('webhook.bad_verify_token'));
}

type Headers = Readonly<Record<string, string | undefined>>;

async function accept(parts: DoorParts, body: Buffer, headers: Headers, slug: string | undefined): Promise<Received> {
  const { deps, secrets, intake } = parts;
  const only = slug === undefined ? undefined : await secrets.bySlug(slug);
  if (slug !== undefined && only === undefined) return valueOf(refuse('request.not_found'));
  const addresses = deps.wires.whatsapp.peekAddresses(body).slice(0, MOST_ADDRESSES);
  const owners = await ownersOf(parts, addresses, only);
  // A ping from their dashboard names a number of nobody; there is no secret to check it by and nothing to keep.
  if (owners.size === 0 && only === undefined && addresses.length > 0) return ignored;
  const candidates = only === undefined ? [...owners.keys()] : [only];
  const verified: MerchantId[] = [];
  for (const merchantId of candidates)
    if (await secrets.fits(merchantId, 'whatsapp', 'app_secret', (secret) => deps.wires.whatsapp.verify(body, headers, secret)))
      verified.push(merchantId);
  if (verified.length === 0) return valueOf(refuse('webhook.bad_signature'));
  const dedupe = createHash('sha256').update(body).digest('hex');
  // Each keeps the whole body and the numbers that are its own: the reading passes over everything else in it.
  const own = verified.filter((merchantId) => owners.has(merchantId));
  await Promise.all(
    own.map((merchantId) =>
      intake.accept({ merchantId, provider: 'whatsapp', dedupe, body, facts: { addresses: owners.get(merchantId) } }),
    ),
  );
  return own.length === 0 ? ignored : received;
}

async function ownersOf(
  { secrets }: DoorParts,
  addresses: readonly string[],
  only: MerchantId | undefined,
): Promise<ReadonlyMap<MerchantId, readonly string[]>> {
  const owners = new Map<MerchantId, string[]>();
  for (const address of addresses) {
    const byNumber = await secrets.byRoute('whatsapp.phone_number_id', address);
    const found = byNumber.length > 0 ? byNumber : await secrets.byRoute('whatsapp.business_account_id', address);
    for (const owner of found) if (only === undefined || owner === only) owners.set(owner, [...(owners.get(owner) ?? []), address]);
  }
  return owners;
}
