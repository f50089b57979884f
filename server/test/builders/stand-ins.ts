/** The outside world for tests, chaos and bench: the stand-ins on ports of their own, with their other sides at hand. */
import type { Clock } from '@parley/contract/values/time.ts';
import { createShiprocketSimulator, type ShiprocketSimulator } from '../../src/providers/couriers/shiprocket/simulator.ts';
import { createTwilioSimulator, type TwilioSimulator } from '../../src/providers/messaging/twilio/simulator.ts';
import {
  createWhatsAppSimulator,
  type WhatsAppSimulator,
  type WhatsAppSimulatorOptions,
} from '../../src/providers/messaging/whatsapp-cloud/simulator.ts';
import { createPaystackSimulator, type PaystackSimulator } from '../../src/providers/payments/paystack/simulator.ts';
import { createRazorpaySimulator, type RazorpaySimulator } from '../../src/providers/payments/razorpay/simulator.ts';
import { createStripeSimulator, type StripeSimulator } from '../../src/providers/payments/stripe/simulator.ts';
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { serveSimulator } from '../../src/providers/simulation/serve-simulator.ts';

export interface StandIns {
  readonly whatsapp: WhatsAppSimulator;
  /** Its chats lie with `whatsapp`. */
  readonly twilio: TwilioSimulator;
  readonly razorpay: RazorpaySimulator;
  readonly stripe: StripeSimulator;
  readonly paystack: PaystackSimulator;
  readonly shiprocket: ShiprocketSimulator;
  /** The settings that point a server at them. */
  readonly environment: Readonly<Record<`${'WHATSAPP' | 'TWILIO' | 'RAZORPAY' | 'STRIPE' | 'PAYSTACK' | 'SHIPROCKET'}_API_URL`, string>>;
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
  const urls = { twilio: '', razorpay: '', stripe: '', paystack: '', shiprocket: '' };
  const parts = { clock, random, webhookRetryMs, ...outward };
  const twilio: TwilioSimulator = await createTwilioSimulator({ ...parts, publicUrl: () => urls.twilio, behind: () => whatsapp });
  const whatsapp: WhatsAppSimulator = await createWhatsAppSimulator({
    ...parts,
    latency: { sentMs: 5, deliveredMs: 15 },
    ...options.whatsapp,
    fetch: twilio.carry(options.fetch ?? fetch),
  });
  const razorpay = await createRazorpaySimulator({ ...parts, publicUrl: () => urls.razorpay, expiryCheckMs: 0 });
  const stripe = await createStripeSimulator({ ...parts, publicUrl: () => urls.stripe, expiryCheckMs: 0 });
  const paystack = await createPaystackSimulator({ ...parts, publicUrl: () => urls.paystack });
  const shiprocket = await createShiprocketSimulator({ ...parts, publicUrl: () => urls.shiprocket });
  const all = [whatsapp, twilio, razorpay, stripe, paystack, shiprocket];
  const served = await Promise.all(all.map((simulator) => serveSimulator(simulator)));
  const [whatsappUrl = '', twilioUrl = '', razorpayUrl = '', stripeUrl = '', paystackUrl = '', shiprocketUrl = ''] = served.map(
    (each) => each.url,
  );
  Object.assign(urls, { twilio: twilioUrl, razorpay: razorpayUrl, stripe: stripeUrl, paystack: paystackUrl, shiprocket: shiprocketUrl });
  return {
    whatsapp,
    twilio,
    razorpay,
    stripe,
    paystack,
    shiprocket,
    environment: {
      WHATSAPP_API_URL: whatsappUrl,
      TWILIO_API_URL: twilioUrl,
      RAZORPAY_API_URL: razorpayUrl,
      STRIPE_API_URL: stripeUrl,
      PAYSTACK_API_URL: paystackUrl,
      SHIPROCKET_API_URL: shiprocketUrl,
    },
    async settled() {
      await Promise.all(all.map((simulator) => simulator.settled()));
    },
    async close() {
      await Promise.all(served.map((each) => each.close()));
      await Promise.all(all.map((simulator) => simulator.close()));
    },
  };
}
