/** One attempt to deliver one webhook: at most so many at once, none for ever, all ended by one signal. It never tries twice. */
import type { WebhookDelivery } from './webhook-delivery.ts';

/** The status of the answer; undefined where none came. */
export type WebhookAttempt = (delivery: WebhookDelivery, forged: boolean) => Promise<number | undefined>;

export interface AttemptOptions {
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly closing: AbortSignal;
}

export function createWebhookAttempt({ fetch, timeoutMs, concurrency, closing }: AttemptOptions): WebhookAttempt {
  const gate = createGate(concurrency);
  const open = new Set<AbortController>();
  closing.addEventListener('abort', () => {
    for (const abort of open) abort.abort();
  });
  return async (delivery, forged) => {
    await gate.enter();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    open.add(abort);
    try {
      if (closing.aborted) return undefined;
      const body = typeof delivery.body === 'string' ? new TextEncoder().encode(delivery.body) : delivery.body;
      const response = await fetch(delivery.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...delivery.headers,
          ...(forged ? forgedProof(delivery, body) : delivery.sign(body)),
        },
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
}

/** Proof of another body; where the proof does not depend on the body (a fixed token), one with its end changed. */
function forgedProof(delivery: WebhookDelivery, body: Uint8Array): Record<string, string> {
  const right = delivery.sign(body);
  const other = delivery.sign(new Uint8Array([...body, 0x20]));
  return Object.fromEntries(
    Object.entries(other).map(([name, value]) => [
      name,
      value === right[name] ? `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}` : value,
    ]),
  );
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

/** Resolves after `ms`, or at once when the signal says so. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
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
