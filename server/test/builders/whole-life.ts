/** A customer with something in every room of a shop: words, files, orders, a return, prints, notes of staff; all of it under marks that can be looked for. */
import { generateSync } from 'otplib';
import { addProduct, at, type TestMerchant, textAt } from './merchant.ts';
import { pdfOf } from './print-files.ts';
import { offers, openPrintShop, type PrintShop, press, sendFile, toSummary } from './print-shop.ts';
import { linkIdOf, toCheckoutLink } from './purchase.ts';
import { homeAddress, openShopper, type Shopper } from './shopper.ts';
import type { Town } from './town.ts';

/** What must not be found anywhere once the person is forgotten. */
export const marks = {
  phone: '9833377711',
  name: 'Quintessa',
  street: 'Marigold Heights',
  words: 'XYLOPHARE',
} as const;

const twilio = { accountSid: `AC${'9f'.repeat(16)}`, authToken: 'twilio-token', number: '14155550166' };
const PICKED_UP = 42;
const DELIVERED = 7;

export interface WholeLife {
  readonly shop: PrintShop;
  readonly merchant: TestMerchant;
  readonly customerId: string;
  readonly must: (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<unknown>;
  /** The owner's next code. */
  readonly code: () => Promise<Record<string, string>>;
  readonly settle: () => Promise<void>;
}

export async function liveWholeLife(town: Town): Promise<WholeLife> {
  const shop = await openPrintShop(town);
  const { merchant } = shop;
  const must: WholeLife['must'] = async (method, path, body, headers) => {
    const answer = await merchant.call(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      await town.standIns.settled();
      await town.app.worker.drain();
    }
  };
  const code = await withSecondFactor(town, must);
  const who = { name: `${marks.name} Vellathur`, phone: `91${marks.phone}` };
  const shopper = openShopper(town.standIns, merchant.phoneNumberId, who);
  const life: Life = { town, shop, merchant, must, code, settle, shopper };
  await buys(life);
  await writes(life);
  await prints(life);
  await isKnownToStaff(life);
  await writesByTwilio(life, who);
  const found = await must('GET', `/contacts?search=${marks.phone}`);
  return { shop, merchant, customerId: textAt(found, 'data.0.id'), must, code, settle };
}

interface Life extends Pick<WholeLife, 'shop' | 'merchant' | 'must' | 'code' | 'settle'> {
  readonly town: Town;
  readonly shopper: Shopper;
}

async function withSecondFactor(town: Town, must: WholeLife['must']): Promise<WholeLife['code']> {
  const secret = textAt(await must('POST', '/auth/two-factor', {}), 'data.secret');
  const code = async (): Promise<Record<string, string>> => {
    await town.pass(30_000);
    return { 'x-2fa-code': generateSync({ secret, epoch: town.clock.now().getTime() / 1000 }) };
  };
  await must('POST', '/auth/two-factor/confirm', { code: (await code())['x-2fa-code'] });
  return code;
}

/** Bought, brought, and sent back with a reason. */
async function buys({ town, merchant, shopper, must, code, settle }: Life): Promise<void> {
  const { variantId } = await addProduct(merchant, { name: 'Filter coffee', price: '105.00', stock: 9, weight_kg: '0.5' });
  const address = {
    ...homeAddress,
    name: shopper.person.name,
    phone: `+91 ${marks.phone}`,
    line1: `Flat 7, ${marks.street}`,
    landmark: `by the ${marks.words}`,
  };
  const link = linkIdOf(await shopper.checkOut(await toCheckoutLink(shopper, variantId), address));
  town.standIns.razorpay.side.pay(link);
  await shopper.hears('the confirmation', (message) => /confirmed/i.test(message.text));
  await settle();
  const orders = await must('GET', '/orders?limit=1');
  const [orderId, number] = [textAt(orders, 'data.0.id'), textAt(orders, 'data.0.order_number')];
  const awb = town.standIns.shiprocket.side.parcels().find((each) => each.reference.startsWith(number))?.awb ?? '';
  for (const step of [PICKED_UP, DELIVERED]) {
    town.standIns.shiprocket.side.move(awb, step);
    await settle();
  }
  const reason = { order_id: orderId, lines: [{ variant_id: variantId, quantity: 1 }], reason: `${marks.words} was in it` };
  const path = `/returns/${textAt(await must('POST', '/returns', reason), 'data.id')}`;
  await must('POST', `${path}/approve`, { message: `Bring it to us, ${marks.name}` });
  await must('POST', `${path}/receive`, { lines: [{ variant_id: variantId, outcome: 'restocked' }] });
  await must('POST', `${path}/refund`, {});
  await settle();
  // One taken down by staff.
  const customer = { phone: `+91 ${marks.phone}`, name: shopper.person.name };
  const ordered = { customer, items: [{ variant_id: variantId, quantity: 1 }] };
  const counter = textAt(await must('POST', '/orders', ordered, { 'idempotency-key': 'counter-1' }), 'data.order_id');
  await must('PATCH', `/orders/${counter}`, { note: `ring for ${marks.words}` }, await code());
  await must('POST', `/orders/${counter}/confirm`, {});
  await must('POST', `/orders/${counter}/deliver`, {});
  const dropped = textAt(await must('POST', '/orders', ordered), 'data.order_id');
  await must('POST', `/orders/${dropped}/cancel`, { reason: `${marks.words} changed her mind` });
  await settle();
}

async function writes({ shopper, settle }: Life): Promise<void> {
  shopper.say(`my secret is ${marks.words}`);
  shopper.act({
    kind: 'media',
    type: 'image',
    bytes: Buffer.from(`picture of ${marks.words}`),
    mimeType: 'image/png',
    caption: marks.words,
  });
  shopper.act({ kind: 'media', type: 'audio', bytes: Buffer.from(`voice saying ${marks.words}`), mimeType: 'audio/ogg' });
  shopper.act({ kind: 'location', latitude: 12.97, longitude: 77.59, name: marks.street, address: `Flat 7, ${marks.street}` });
  await settle();
}

/** One file that is only looked at, one print order that was cancelled. */
async function prints({ shop, shopper, settle }: Life): Promise<void> {
  sendFile(shopper, await pdfOf(1, { title: marks.words }), `${marks.words} thesis.pdf`);
  await shopper.hears('how to print it', offers('print.bw'), 40_000);
  await toSummary(shopper, { bytes: await pdfOf(1), name: `${marks.words} two.pdf` }, { mode: 'bw', copies: 1 });
  await shop.pay(shopper);
  await settle();
  shopper.mark();
  shopper.say('cancel order');
  const isYes = (id: string) => id.startsWith('order.cancel.yes:');
  const asked = await shopper.hears('whether to cancel', (message) => message.ids.some(isYes));
  await press(shopper, asked.ids.find(isYes) ?? '', 'that it is cancelled', (message) => /is cancelled/.test(message.text));
  await settle();
}

async function isKnownToStaff({ must, settle }: Life): Promise<void> {
  const found = await must('GET', `/contacts?search=${marks.phone}`);
  const [id, thread] = [textAt(found, 'data.0.id'), at(found, 'data.0.thread_id')];
  await must('PATCH', `/contacts/${id}`, { note: `likes ${marks.words}`, labels: [marks.words.toLowerCase()], name: `${marks.name} V.` });
  await must('POST', `/contacts/${id}/consent`, { wants_marketing: true, source: 'counter', note: `said ${marks.words}` });
  await must('POST', '/whatsapp/send-message', { to: `+91${marks.phone}`, text: `Dear ${marks.name}, ${marks.words}` });
  const conversation = typeof thread === 'string' ? thread : textAt(await must('GET', `/conversations?search=${marks.phone}`), 'data.0.id');
  await must('POST', `/conversations/${conversation}/note`, { text: `${marks.words} again` });
  await settle();
}

async function writesByTwilio(
  { town, merchant, must, settle }: Life,
  who: { readonly name: string; readonly phone: string },
): Promise<void> {
  town.standIns.twilio.register({ ...twilio, friendlyName: merchant.name, webhookUrl: `${town.url}/webhooks/twilio` });
  const fields = { account_sid: twilio.accountSid, auth_token: twilio.authToken, whatsapp_number: `+${twilio.number}` };
  await must('PUT', '/connections/twilio', fields);
  const shopper = openShopper(town.standIns, town.standIns.twilio.phoneNumberId(twilio.number), who);
  shopper.say(`${marks.words} by Twilio`);
  shopper.act({ kind: 'media', type: 'audio', bytes: Buffer.from(`second ${marks.words}`), mimeType: 'audio/ogg' });
  await settle();
}
