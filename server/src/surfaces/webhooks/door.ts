/** What all doors share: raw bytes, plain headers, one form of answer. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { FastifyRequest } from 'fastify';
import type { ShortMemory } from '../../foundation/clock/short-memory.ts';
import type { SecretFinder } from './find-secret.ts';
import type { Intake } from './intake.ts';
import type { WebhookDeps } from './webhook-deps.ts';

export interface DoorParts {
  readonly deps: Pick<WebhookDeps, 'database' | 'clock' | 'publicUrl' | 'merchants' | 'wires' | 'payments' | 'fulfilment'>;
  readonly secrets: SecretFinder;
  readonly intake: Intake;
  /** Whose a payment is: a gateway tells of it several times at once. */
  readonly subjects: ShortMemory<MerchantId | undefined>;
}

export interface Received {
  readonly status: 'success';
  readonly data: { readonly received: boolean };
}

export const received: Received = { status: 'success', data: { received: true } };
/** Answered so that they stop sending it; nothing was kept. */
export const ignored: Received = { status: 'success', data: { received: false } };

/** The body as it came; the scope keeps it raw. */
export function bytesOf(request: { readonly body: unknown }): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** Names in lower case, as Node gives them; of a header sent twice, the first. */
export function flatHeaders(request: Pick<FastifyRequest, 'headers'>): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
}
