/** The outside world for tests, chaos and bench: the three stand-ins on ports of their own, with their other sides at hand. */
import type { Clock } from '@parley/contract/values/time.ts';
import { createShiprocketSimulator, type ShiprocketSimulator } from '../../src/providers/couriers/shiprocket/simulator.ts';
import {
  createWhatsAppSimulator,
  type WhatsAppSimulator,
  type WhatsAppSimulatorOptions,
} from '../../src/providers/messaging/whatsapp-cloud/simulator.ts';
import { createRazorpaySimulator, type RazorpaySimulator } from '../../src/providers/payments/razorpay/simulator.ts';
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { serveSimulator } from '../../src/providers/simulation/serve-simulator.ts';

export interface StandIns {
  readonly whatsapp: WhatsAppSimulator;
  readonly razorpay: RazorpaySimulator;
  readonly shiprocket: ShiprocketSimulator;
  /** The settings that point a server at them. */
  readonly environment: Readonly<Record<'WHATSAPP_API_URL' | 'RAZORPAY_API_URL' | 'SHIPROCKET_API_URL', string>>;
  /** Waits until no webhook is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const RETRY_MS = [100, 200, 400, 800, 1_000, 1_000, 1_000, 1_000, 2_000, 2_000, 2_000, 2_000];

export async function openStandIns(options: {
  readonly clock: Clock;
  readonly seed: number;
  readonly whatsapp?: Partial<WhatsAppSimulatorOptions>;
  readonly retryMs?: readonly number[];
  /** By which their webhooks leave; the real one when absent. */
  readonly fetch?: typeof fetch;
}): Promise<StandIns> {
  const { clock } = options;
  const outward = options.fetch ? { fetch: options.fetch } : {};
  const random = seededRandom(options.seed);
  const webhookRetryMs = options.retryMs ?? RETRY_MS;
  const urls = { razorpay: '', shiprocket: '' };
  const whatsapp = await createWhatsAppSimulator({
    clock,
    random,
    webhookRetryMs,
    latency: { sentMs: 5, deliveredMs: 15 },
    ...outward,
    ...options.whatsapp,
  });
  const razorpay = await createRazorpaySimulator({
    clock,
    random,
    webhookRetryMs,
    publicUrl: () => urls.razorpay,
    expiryCheckMs: 0,
    ...outward,
  });
  const shiprocket = await createShiprocketSimulator({ clock, random, webhookRetryMs, publicUrl: () => urls.shiprocket, ...outward });
  const all = [whatsapp, razorpay, shiprocket];
  const served = await Promise.all(all.map((simulator) => serveSimulator(simulator)));
  const [whatsappUrl = '', razorpayUrl = '', shiprocketUrl = ''] = served.map((each) => each.url);
  urls.razorpay = razorpayUrl;
  urls.shiprocket = shiprocketUrl;
  return {
    whatsapp,
    razorpay,
    shiprocket,
    environment: { WHATSAPP_API_URL: whatsappUrl, RAZORPAY_API_URL: razorpayUrl, SHIPROCKET_API_URL: shiprocketUrl },
    async settled() {
      await Promise.all(all.map((simulator) => simulator.settled()));
    },
    async close() {
      await Promise.all(served.map((each) => each.close()));
      await Promise.all(all.map((simulator) => simulator.close()));
    },
  };
}
