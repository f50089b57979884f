/** What every stand-in with accounts and webhooks stands in: faults, a sender, timers, and one way to stop. It must never know a service. */
import { createFaultSwitch, type FaultSwitch, type FetchHandler, withFaults } from './fault-switch.ts';
import type { SimulatorOptions } from './simulator.port.ts';
import { createWebhookSender, type WebhookSender } from './webhook-sender.ts';

export interface FramedOptions extends SimulatorOptions {
  /** Waits before each further attempt of a webhook; the sender's own when absent. */
  readonly webhookRetryMs?: readonly number[];
}

export interface Frame {
  readonly faults: FaultSwitch;
  readonly sender: WebhookSender;
  /** Puts the entrance faults before the API; `refusal` is the service's own way of saying "500, nothing was done". */
  entrance(api: FetchHandler, refusal: () => Response): FetchHandler;
  /** Until the stand-in closes; 0 ms never. It keeps no process alive. */
  every(ms: number, deed: () => void): void;
  /** Stops timers and deliveries, and waits until the state is kept. */
  close(): Promise<void>;
}

/** `timeoutMs`: how long the service waits for a webhook to be taken; the sender's own when absent. */
export function createFrame(options: FramedOptions, { timeoutMs }: { readonly timeoutMs?: number } = {}): Frame {
  const { clock, random, state } = options;
  const faults = createFaultSwitch(options.faults);
  const sender = createWebhookSender({
    faults,
    random,
    clock,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(options.fetch ? { fetch: options.fetch } : {}),
    ...(options.webhookRetryMs ? { retryMs: options.webhookRetryMs } : {}),
  });
  const timers: NodeJS.Timeout[] = [];
  return {
    faults,
    sender,
    entrance: (api, refusal) => withFaults(api, { faults, random, refusal }),
    every: (ms, deed) => {
      if (ms > 0) timers.push(setInterval(deed, ms).unref());
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await sender.close();
      await state?.flush();
    },
  };
}
