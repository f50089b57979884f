/**
 * A stand-in for the WhatsApp Cloud API: it checks what it is sent against their limits, answers in their words, signs and repeats
 * webhooks as they do, and has people with phones on its other side. It knows nothing of Parley.
 */
import { hourMs } from '@parley/contract/values/time.ts';
import { createFaultSwitch, type FaultSwitch, withFaults } from '../../simulation/fault-switch.ts';
import { createRouter } from '../../simulation/router.ts';
import type { Simulator, SimulatorOptions } from '../../simulation/simulator.port.ts';
import { createWebhookSender, type WebhookSender } from '../../simulation/webhook-sender.ts';
import type { PhoneSide } from './phone.port.ts';
import { createAgenda } from './simulator/agenda.ts';
import { graphRoutes, unknownPath } from './simulator/api.ts';
import type { Exchange } from './simulator/exchange.ts';
import { answerFault, graphFault } from './simulator/graph-fault.ts';
import { createPhoneSide } from './simulator/phone-side.ts';
import { createRates, type RateLimits, theirRates } from './simulator/rates.ts';
import { isInWindow, planDelivery } from './simulator/statuses.ts';
import type { SimulatedTemplate } from './simulator/templates.ts';
import { createWorld } from './simulator/world.ts';
import { snapshotOf, worldFrom } from './simulator/world-snapshot.ts';

export type { RateLimits } from './simulator/rates.ts';
export type { SimulatedTemplate } from './simulator/templates.ts';

export interface WhatsAppSimulatorOptions extends SimulatorOptions {
  /** Where it is reached, with a path or without; addresses of files begin with it. Without: the origin of the call, none in webhooks. */
  readonly publicUrl?: string | (() => string);
  /** Milliseconds from acceptance to the statuses; 80 and 250 unless given. */
  readonly latency?: { readonly sentMs: number; readonly deliveredMs: number };
  /** Approved templates; any other is unknown. */
  readonly templates?: readonly SimulatedTemplate[];
  /** Whether their limits of pace hold; true unless given. */
  readonly ratesEnforced?: boolean;
  readonly rates?: Partial<RateLimits>;
  /** Milliseconds free messages are allowed after the person's last; 24 hours unless given. */
  readonly windowMs?: number;
  /** A free message outside the window fails by status (as mostly), or is refused at once. */
  readonly windowRefusal?: 'status' | 'answer';
  /** Milliseconds until a catalogue's batch is worked on (200 unless given), and until a new item is approved (0). */
  readonly catalogueMs?: { readonly batch: number; readonly review: number };
  /** Batches of one catalogue within an hour; 500 unless given. */
  readonly catalogueBatchesAnHour?: number;
  /** An origin whose addresses a catalogue takes although they are not public, such as the sandbox's own. */
  readonly ownOrigin?: string | (() => string);
  /** Waits between attempts of one webhook, and how many leave at once. */
  readonly webhookRetryMs?: readonly number[];
  readonly webhookConcurrency?: number;
}

export interface WhatsAppSimulator extends Simulator {
  readonly phone: PhoneSide;
  readonly faults: FaultSwitch;
  /** The last webhooks and what became of them, newest first. */
  readonly deliveries: WebhookSender['deliveries'];
}

/** Loads its state first, where it has one. */
export async function createWhatsAppSimulator(options: WhatsAppSimulatorOptions): Promise<WhatsAppSimulator> {
  const { state, random, clock } = options;
  const faults = createFaultSwitch(options.faults);
  const exchange = await createExchange(options, faults);
  const { world, agenda, webhooks } = exchange;
  const listeners = new Set<(change: { readonly personId: string; readonly phoneNumberId: string }) => void>();
  const document = { toJSON: () => snapshotOf(world) };
  world.onChange = (chat) => {
    state?.save(document);
    if (chat) for (const listener of listeners) listener({ personId: chat.personId, phoneNumberId: chat.phoneNumberId });
  };
  resume(exchange);
  const entrance = createRouter(graphRoutes(exchange), unknownPath);

  return {
    fetch: withFaults(entrance, {
      faults,
      random,
      refusal: () => answerFault(graphFault(131000, `Something went wrong at ${clock.now().toISOString()}`)),
    }),
    phone: createPhoneSide(exchange, listeners),
    faults,
    deliveries: webhooks.deliveries,
    settled: async () => {
      // Who takes a webhook may answer at once, and the answer has statuses of its own.
      do {
        await agenda.settled();
        await webhooks.settled();
      } while (!agenda.isIdle());
    },
    close: async () => {
      agenda.close();
      await webhooks.close();
      await state?.flush();
    },
  };
}

async function createExchange(options: WhatsAppSimulatorOptions, faults: FaultSwitch): Promise<Exchange> {
  const { clock, random, state, publicUrl, ownOrigin, catalogueMs = { batch: 200, review: 0 } } = options;
  const outward = options.fetch ?? fetch;
  return {
    world: state ? worldFrom(await state.load()) : createWorld(),
    clock,
    random,
    agenda: createAgenda(),
    webhooks: createWebhookSender({
      fetch: outward,
      faults,
      random,
      clock,
      ...(options.webhookRetryMs ? { retryMs: options.webhookRetryMs } : {}),
      ...(options.webhookConcurrency === undefined ? {} : { concurrency: options.webhookConcurrency }),
    }),
    rates: options.ratesEnforced === false ? undefined : createRates({ ...theirRates, ...options.rates }, clock),
    templates: options.templates ?? [],
    latency: options.latency ?? { sentMs: 80, deliveredMs: 250 },
    windowMs: options.windowMs ?? 24 * hourMs,
    windowRefusal: options.windowRefusal ?? 'status',
    catalogue: {
      batchMs: catalogueMs.batch,
      reviewMs: catalogueMs.review,
      batchesAnHour: options.catalogueBatchesAnHour ?? 500,
      ownOrigin: () => (typeof ownOrigin === 'function' ? ownOrigin() : ownOrigin),
    },
    publicUrl: () => (typeof publicUrl === 'function' ? publicUrl() : publicUrl)?.replace(/\/+$/, ''),
    fetch: outward,
  };
}

/** Statuses that a stop cut off are told after the start; what had no right to arrive is left as it is. */
function resume(exchange: Exchange): void {
  for (const chat of exchange.world.chats.values()) {
    const person = exchange.world.people.get(chat.personId);
    if (!person) continue;
    for (const bubble of chat.bubbles) {
      const cutOff = bubble.from === 'business' && (bubble.ticks === 'accepted' || bubble.ticks === 'sent');
      if (cutOff && (bubble.category !== 'service' || isInWindow(exchange, chat))) planDelivery(exchange, { chat, bubble, person });
    }
  }
}
