/** The other names that addresses go by: existing set-ups and the habits of other systems keep working. SPEC 5 lists them. */
import type { Aliases } from './foundation/http/addresses.ts';

export const aliases: Aliases = {
  '/api/webhooks/whatsapp': '/webhooks/whatsapp',
  '/api/whatsapp/webhook': '/webhooks/whatsapp',
  '/api/v1/chat/webhook': '/webhooks/whatsapp',
  '/api/chat/webhook': '/webhooks/whatsapp',
  '/api/webhooks/whatsapp/:slug': '/webhooks/whatsapp/:slug',
  '/api/whatsapp/webhook/:slug': '/webhooks/whatsapp/:slug',
  '/webhook/twilio': '/webhooks/twilio',
  '/webhook/twilio/:slug': '/webhooks/twilio/:slug',
  '/api/webhooks/twilio': '/webhooks/twilio',
  '/api/webhooks/twilio/:slug': '/webhooks/twilio/:slug',
  '/api/webhooks/razorpay-webhook': '/webhooks/razorpay',
  '/api/webhooks/razorpay-webhook/:slug': '/webhooks/razorpay/:slug',
  '/api/webhooks/razorpay-callback': '/payments/razorpay/callback',
  '/api/v1/printers/report': '/api/v1/print_agents/report',
  '/webhooks/courier': '/webhooks/shiprocket',
  '/webhooks/courier/:slug': '/webhooks/shiprocket/:slug',
};
