/**
 * The door for Twilio: finds the merchant by account and number, checks the signature over the public address and the raw bytes, stores,
 * answers with nothing to say. It must never act on what a payload says.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { refuse } from '@parley/contract/values/result.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { valueOf } from '../../foundation/http/perform.ts';
import { bytesOf, type DoorParts, flatHeaders } from './door.ts';

/** They read the answer as instructions; this one says nothing to the customer. */
const nothingToSay = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export function mountTwilioDoor(scope: Edge, parts: DoorParts): void {
  const params = z.strictObject({ slug: z.string() });
  const config = { access: 'public' as const };
  // What they put into the query (`bodySHA256`, our own id) is part of what is signed, and nothing else reads it.
  const querystring = z.looseObject({});
  scope.post('/webhooks/twilio', { config, schema: { hide: true, querystring } }, async (request, reply) =>
    answered(reply, await accept(parts, request, undefined)),
  );
  scope.post('/webhooks/twilio/:slug', { config, schema: { hide: true, params, querystring } }, async (request, reply) =>
    answered(reply, await accept(parts, request, request.params.slug)),
  );
}

function answered(reply: FastifyReply, _kept: boolean): FastifyReply {
  return reply.type('text/xml; charset=utf-8').send(nothingToSay);
}

/** @returns whether anything was kept. */
async function accept(
  { deps, secrets, intake }: DoorParts,
  request: Pick<FastifyRequest, 'headers' | 'body' | 'originalUrl'>,
  slug: string | undefined,
): Promise<boolean> {
  const [body, headers, url] = [bytesOf(request), flatHeaders(request), deps.publicUrl + request.originalUrl];
  const only = slug === undefined ? undefined : await secrets.bySlug(slug);
  if (slug !== undefined && only === undefined) return valueOf(refuse('request.not_found'));
  const { account, numbers } = deps.wires.twilio.peek(body);
  const owners = new Map<MerchantId, string[]>();
  for (const digits of account === undefined ? [] : new Set(numbers))
    for (const owner of await secrets.byRoute('twilio.sender', `${account}:${digits}`))
      if (only === undefined || owner === only) owners.set(owner, [...(owners.get(owner) ?? []), digits]);
  // A number of nobody: there is no secret to check it by and nothing to keep.
  if (owners.size === 0 && only === undefined && account !== undefined && numbers.length > 0) return false;
  const candidates = only === undefined ? [...owners.keys()] : [only];
  let isRight = false;
  for (const merchantId of candidates) {
    if (!(await secrets.fits(merchantId, 'twilio', 'auth_token', (token) => deps.wires.twilio.verify(body, headers, token, url)))) continue;
    isRight = true;
    const addresses = owners.get(merchantId);
    if (addresses === undefined) continue;
    const dedupe = deps.wires.twilio.dedupeKey(body);
    await intake.accept({ merchantId, provider: 'twilio', dedupe, body, facts: { addresses, url } });
  }
  return isRight || valueOf(refuse('webhook.bad_signature'));
}
