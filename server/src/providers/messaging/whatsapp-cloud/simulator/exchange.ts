/** What the parts of the stand-in share: the world, the time, chance, and the way out to the business. */
import type { WebhookSender } from '../../../simulation/webhook-sender.ts';
import type { RegisteredNumber } from '../phone.port.ts';
import type { Agenda } from './agenda.ts';
import type { Rates } from './rates.ts';
import type { SimulatedTemplate } from './templates.ts';
import { signWith, webhookBody } from './webhook-body.ts';
import type { World } from './world.ts';

export interface Exchange {
  readonly world: World;
  readonly clock: { now(): Date };
  readonly random: () => number;
  readonly agenda: Agenda;
  readonly webhooks: WebhookSender;
  readonly rates: Rates | undefined;
  readonly templates: readonly SimulatedTemplate[];
  readonly latency: { readonly sentMs: number; readonly deliveredMs: number };
  readonly windowMs: number;
  /** When a free message outside the window is refused: by a failed status (as mostly) or at once. */
  readonly windowRefusal: 'status' | 'answer';
  readonly catalogue: CatalogueManners;
  /** Where this stand-in is reached, without a slash at the end; undefined until it was called or told. */
  readonly publicUrl: () => string | undefined;
  readonly fetch: typeof fetch;
}

/** How the catalogue's side takes its time, and what it lets pass. */
export interface CatalogueManners {
  /** Milliseconds until a batch is worked on, and until a new item may stand in a message. */
  readonly batchMs: number;
  readonly reviewMs: number;
  /** Batches of one catalogue within an hour. */
  readonly batchesAnHour: number;
  /** An origin whose addresses count as public and safe: the sandbox's own. */
  readonly ownOrigin: () => string | undefined;
}

/** Sends one change to the business that owns the number; those of one `orderKey` leave in order. */
export function notify(exchange: Exchange, number: RegisteredNumber, field: string, value: unknown, label: string, orderKey: string): void {
  exchange.webhooks.send({
    url: number.webhookUrl,
    body: webhookBody(number, field, value),
    sign: signWith(number.appSecret),
    label,
    orderKey,
  });
}

let made = 0;

/** An id of the service's kind: opaque, unlike any made before, in this run or an earlier one. */
export function newWamid(exchange: Exchange): string {
  made += 1;
  const parts = [exchange.clock.now().getTime().toString(36), made.toString(36), randomText(exchange.random, 16)];
  return `wamid.HBgM${Buffer.from(parts.join(':')).toString('base64').replace(/=+$/, '')}`;
}

export function randomText(random: () => number, length: number, letters = '0123456789abcdefghijklmnopqrstuvwxyz'): string {
  let text = '';
  while (text.length < length) text += letters[Math.floor(random() * letters.length)];
  return text;
}
