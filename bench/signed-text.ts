/** A person's text message as the Cloud API delivers it, signed with the shop's app secret. */
import { createHmac } from 'node:crypto';
import type { WireRequest } from './wire-client.ts';

export function signedText(
  shop: { readonly phoneNumberId: string; readonly appSecret: string },
  said: { readonly id: string; readonly from: string; readonly text: string },
): WireRequest {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: `9180${shop.phoneNumberId.slice(-8)}`, phone_number_id: shop.phoneNumberId },
    contacts: [{ profile: { name: 'Asha' }, wa_id: said.from }],
    messages: [
      { from: said.from, id: said.id, timestamp: String(Math.floor(Date.now() / 1_000)), type: 'text', text: { body: said.text } },
    ],
  };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: `2${shop.phoneNumberId}`, changes: [{ value, field: 'messages' }] }],
  });
  const signature = createHmac('sha256', shop.appSecret).update(body).digest('hex');
  return {
    method: 'POST',
    path: '/webhooks/whatsapp',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body,
  };
}
