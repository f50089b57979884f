/** Their words and ours: one reader of webhooks per service, found by the name in its address. */
import { shiprocketWebhooks } from './providers/couriers/shiprocket/webhooks.ts';
import { twilioWebhooks } from './providers/messaging/twilio/webhooks.ts';
import { whatsAppWebhooks } from './providers/messaging/whatsapp-cloud/webhooks.ts';
import { paystackWebhooks } from './providers/payments/paystack/webhooks.ts';
import { razorpayWebhooks } from './providers/payments/razorpay/webhooks.ts';
import { stripeWebhooks } from './providers/payments/stripe/webhooks.ts';

export const wires = {
  whatsapp: whatsAppWebhooks,
  twilio: twilioWebhooks,
  razorpay: razorpayWebhooks,
  stripe: stripeWebhooks,
  paystack: paystackWebhooks,
  shiprocket: shiprocketWebhooks,
};
