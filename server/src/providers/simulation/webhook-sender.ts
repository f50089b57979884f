/**
 * Delivers a stand-in's webhooks the way outside services do: signed, in time, again when they were not taken, and badly on request.
 * It must never look into a payload.
 */
import { createDeliveryLog, type DeliveryRecord } from './delivery-log.ts';
import type { FaultSwitch } from './fault-switch.ts';

export interface WebhookDelivery {
  readonly url: string;
  readonly body: string | Uint8Array;
  /** Headers that prove the body, e.g. `{ 'x-hub-signature-256': 'sha256=…' }`. Called again for the wrong-signature fault. */
  readonly sign: (body: Uint8Array) => Readonly<Record<string, string>>;
  /** Further headers; `content-type: application/json` unless given. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log of the fault panel, e.g. `message` or `payment_link.paid`. */
  readonly label?: string;
  /** First attempts of one key leave one after the other; retries and other keys do not wait. */
  readonly orderKey?: string;
}

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
  const { faults, random, retryMs = webhookRetryMs, timeoutMs = 10_000, holdMs = 2_000 } = options;
  const log = createDeliveryLog(options.clock, options.logSize ?? 200);
  const closing = new AbortController();
  const gate = createGate(options.concurrency ?? 32);
  const lanes = new Map<string, Promise<void>>();
  const open = new Set<AbortController>();
  const held: { release: () => void }[] = [];
  let underWay = 0;
  let idle: (() => void)[] = [];

  const finished = (): void => {
    underWay -= 1;
    if (underWay > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  };

  const attempt = async (delivery: WebhookDelivery, wrong: boolean): Promise<number | undefined> => {
    await gate.enter();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    open.add(abort);
    try {
      if (closing.signal.aborted) return undefined;
      const body = typeof delivery.body === 'string' ? new TextEncoder().encode(delivery.body) : delivery.body;
      const response = await (options.fetch ?? fetch)(delivery.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...delivery.headers, ...(wrong ? wrongly(delivery, body) : delivery.sign(body)) },
        body: body as Uint8Array<ArrayBuffer>,
        redirect: 'manual',
        signal: abort.signal,
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
      open.delete(abort);
      gate.leave();
    }
  };

  const retry = async (delivery: WebhookDelivery, record: DeliveryRecord): Promise<void> => {
    for (const ms of retryMs) {
      log.update(record, { outcome: 'retrying' });
      await pause(ms, closing.signal);
      if (closing.signal.aborted) return;
      const status = await attempt(delivery, false);
      log.update(record, { attempts: record.attempts + 1, status });
      if (taken(status)) return log.update(record, { outcome: 'delivered' });
    }
    log.update(record, { outcome: 'given_up' });
  };

  /** Resolves after the first attempt; retries go on by themselves. */
  const first = async (delivery: WebhookDelivery, record: DeliveryRecord): Promise<void> => {
    if (faults.get().webhookDelayMs > 0) await pause(faults.get().webhookDelayMs, closing.signal);
    if (strikes(faults.get().webhookWrongSignature, random)) {
      log.update(record, { wrongSignature: true, status: await attempt(delivery, true) });
    }
    const status = await attempt(delivery, false);
    log.update(record, { attempts: 1, status, outcome: taken(status) ? 'delivered' : 'failed' });
    if (taken(status) || closing.signal.aborted) return finished();
    void retry(delivery, record).finally(finished);
  };

  const start = (delivery: WebhookDelivery, record: DeliveryRecord): void => {
    const before = delivery.orderKey === undefined ? undefined : lanes.get(delivery.orderKey);
    const run = before ? before.then(() => first(delivery, record)) : first(delivery, record);
    if (delivery.orderKey === undefined) return;
    const key = delivery.orderKey;
    lanes.set(key, run);
    void run.then(() => {
      if (lanes.get(key) === run) lanes.delete(key);
    });
  };

  const hold = (begin: () => void): void => {
    const timer = setTimeout(() => release(), holdMs);
    timer.unref();
    const entry = { release: (): void => release() };
    const release = (): void => {
      clearTimeout(timer);
      const at = held.indexOf(entry);
      if (at === -1) return;
      held.splice(at, 1);
      begin();
    };
    held.push(entry);
  };

  const releaseHeld = (): void => {
    for (const entry of [...held]) entry.release();
  };

  return {
    send: (delivery) => {
      if (closing.signal.aborted) return;
      const now = faults.get();
      const record = log.add(delivery);
      if (strikes(now.webhookDrop, random)) return log.update(record, { outcome: 'dropped' });
      const copies = strikes(now.webhookRepeat, random) ? 2 : 1;
      if (copies === 2) log.update(record, { repeated: true });
      underWay += copies;
      const begin = (): void => {
        for (let copy = 0; copy < copies; copy += 1) start(delivery, copy === 0 ? record : { ...record });
      };
      if (strikes(now.webhookReorder, random)) return hold(begin);
      begin();
      releaseHeld();
    },
    deliveries: log.newestFirst,
    settled: async () => {
      releaseHeld();
      if (underWay > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
    close: async () => {
      closing.abort();
      for (const abort of open) abort.abort();
      releaseHeld();
      if (underWay > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
  };
}

function taken(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

function strikes(chance: number, random: () => number): boolean {
  return chance > 0 && random() < chance;
}

/** Proof of another body; where the proof does not depend on the body (a fixed token), one with its end changed. */
function wrongly(delivery: WebhookDelivery, body: Uint8Array): Record<string, string> {
  const right = delivery.sign(body);
  const other = delivery.sign(new Uint8Array([...body, 0x20]));
  return Object.fromEntries(
    Object.entries(other).map(([name, value]) => [
      name,
      value === right[name] ? `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}` : value,
    ]),
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    timer.unref();
    signal.addEventListener('abort', done, { once: true });
  });
}

function createGate(width: number): { enter(): Promise<void>; leave(): void } {
  let free = width;
  const waiting: (() => void)[] = [];
  return {
    enter: async () => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    leave: () => {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}
