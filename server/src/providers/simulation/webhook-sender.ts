/**
 * Delivers a stand-in's webhooks the way outside services do: signed, in time, again when they were not taken, and badly on request.
 * It must never look into a payload.
 */
import { createDeliveryLog, type DeliveryLog, type DeliveryRecord } from './delivery-log.ts';
import { type FaultSwitch, strikes } from './fault-switch.ts';
import { createHeldBack } from './held-back.ts';
import { createUnderWay } from './under-way.ts';
import { createWebhookAttempt, pause, type WebhookAttempt } from './webhook-attempt.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

export type { DeliveryRecord } from './delivery-log.ts';
export type { WebhookDelivery } from './webhook-delivery.ts';

export interface WebhookSender {
  send(delivery: WebhookDelivery): void;
  /** The last deliveries, newest first. */
  deliveries(): readonly DeliveryRecord[];
  /** When nothing is under way any more; what was held back behind a next one is let go. */
  settled(): Promise<void>;
  /** Ends attempts, waits and retries; later `send`s are ignored. */
  close(): Promise<void>;
}

export interface WebhookSenderOptions {
  readonly fetch?: typeof fetch;
  readonly faults: FaultSwitch;
  readonly random: () => number;
  readonly clock: { now(): Date };
  /** Waits before each further attempt; its length bounds them. */
  readonly retryMs?: readonly number[];
  readonly timeoutMs?: number;
  /** Attempts under way at once. */
  readonly concurrency?: number;
  /** How long a held-back webhook waits for a next one. */
  readonly holdMs?: number;
  readonly logSize?: number;
}

export const webhookRetryMs: readonly number[] = [300, 1_000, 3_000, 10_000, 30_000, 60_000, 60_000, 60_000, 60_000, 60_000];

export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { faults, random, retryMs = webhookRetryMs } = options;
  const closing = new AbortController();
  const log = createDeliveryLog(options.clock, options.logSize ?? 200);
  const heldBack = createHeldBack(options.holdMs ?? 2_000);
  const underWay = createUnderWay();
  const attempt = createWebhookAttempt({
    fetch: options.fetch ?? fetch,
    timeoutMs: options.timeoutMs ?? 10_000,
    concurrency: options.concurrency ?? 32,
    closing: closing.signal,
  });
  const courier: Courier = { attempt, faults, random, retryMs, log, closing: closing.signal, done: underWay.end };
  const inOrder = createLanes();

  return {
    send: (delivery) => {
      if (closing.signal.aborted) return;
      const { webhookDrop, webhookRepeat, webhookReorder } = faults.get();
      const record = log.add(delivery);
      if (strikes(webhookDrop, random)) return log.update(record, { outcome: 'dropped' });
      const repeated = strikes(webhookRepeat, random);
      log.update(record, { repeated });
      const records = repeated ? [record, { ...record }] : [record];
      underWay.begin(records.length);
      const begin = (): void => {
        for (const each of records) inOrder(delivery.orderKey, () => firstAttempt(courier, delivery, each));
      };
      if (strikes(webhookReorder, random)) return heldBack.hold(begin);
      begin();
      heldBack.releaseAll();
    },
    deliveries: log.newestFirst,
    settled: async () => {
      heldBack.releaseAll();
      await underWay.settled();
    },
    close: async () => {
      closing.abort();
      heldBack.releaseAll();
      await underWay.settled();
    },
  };
}

interface Courier {
  readonly attempt: WebhookAttempt;
  readonly faults: FaultSwitch;
  readonly random: () => number;
  readonly retryMs: readonly number[];
  readonly log: DeliveryLog;
  readonly closing: AbortSignal;
  /** Called once when nothing more will be tried. */
  readonly done: () => void;
}

/** Resolves after the first attempt; retries go on by themselves. */
async function firstAttempt(courier: Courier, delivery: WebhookDelivery, record: DeliveryRecord): Promise<void> {
  const { attempt, faults, random, log, closing, done } = courier;
  if (faults.get().webhookDelayMs > 0) await pause(faults.get().webhookDelayMs, closing);
  if (strikes(faults.get().webhookWrongSignature, random)) {
    log.update(record, { wrongSignature: true, status: await attempt(delivery, true) });
  }
  const status = await attempt(delivery, false);
  log.update(record, { attempts: 1, status, outcome: taken(status) ? 'delivered' : 'failed' });
  if (taken(status) || closing.aborted) return done();
  void retry(courier, delivery, record).finally(done);
}

async function retry({ attempt, retryMs, log, closing }: Courier, delivery: WebhookDelivery, record: DeliveryRecord): Promise<void> {
  for (const ms of retryMs) {
    log.update(record, { outcome: 'retrying' });
    await pause(ms, closing);
    if (closing.aborted) return;
    const status = await attempt(delivery, false);
    log.update(record, { attempts: record.attempts + 1, status });
    if (taken(status)) return log.update(record, { outcome: 'delivered' });
  }
  log.update(record, { outcome: 'given_up' });
}

function taken(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** Runs the deeds of one key one after the other, those without a key at once. Deeds must not reject. */
function createLanes(): (key: string | undefined, deed: () => Promise<void>) => void {
  const lanes = new Map<string, Promise<void>>();
  return (key, deed) => {
    const before = key === undefined ? undefined : lanes.get(key);
    const run = before ? before.then(deed) : deed();
    if (key === undefined) return;
    const cleared = run.then(() => {
      if (lanes.get(key) === cleared) lanes.delete(key);
      return undefined;
    });
    lanes.set(key, cleared);
  };
}
