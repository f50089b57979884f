/** /checkout/{uuid}: shows, takes the address, takes the wish to pay. Writes through orders alone; the gateway is reached by jobs. */

import { gatewayNames } from '@parley/contract/api/merchants.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { CheckoutView } from '../../domains/orders/index.ts';
import { type Html, html, sendHtml } from '../../foundation/html/html.ts';
import { acceptForms } from '../../foundation/http/body-kinds.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { type AddressForm, readAddress, whoFields } from './address-fields.ts';
import { addressPage, payByForm, prefill, reviewPage } from './checkout.page.ts';
import { type Frame, noticePage } from './layout.page.ts';
import { checkoutIdOf, frameFor, merchantOf, type StorefrontDeps, strangerFrame } from './storefront-deps.ts';
import { waitFor } from './wait-for.ts';

const WAIT_MS = 8_000;
const params = z.object({ id: z.string() });
const typed = z.string().max(400).default('');
const deliveryForm = z.object({
  method: z.enum(['delivery', 'pickup']).catch('delivery'),
  name: typed,
  phone: typed,
  postal_code: typed,
  line1: typed,
  line2: typed,
  landmark: typed,
  city: typed,
  state: typed,
});
/** What is no gateway of ours is no choice. */
export const gatewayField = z.enum(gatewayNames).optional().catch(undefined);
const payForm = z.object({
  expected_total: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
  gateway: gatewayField,
});
const methodForm = z.object({ payment_method: z.enum(['prepaid', 'cod']).catch('prepaid') });
const query = z.object({
  change: z.string().optional().catch(undefined),
  changed: z.string().optional().catch(undefined),
  stock: z.string().optional().catch(undefined),
});

export function checkoutRoutes(deps: StorefrontDeps): (scope: Edge) => Promise<void> {
  return async (scope) => {
    await acceptForms(scope);
    const open = { config: { access: 'public' as const }, schema: { hide: true } };
    scope.get('/checkout/:id', { ...open, schema: { hide: true, params } }, async (request, reply) => {
      const merchantId = await merchantOf(deps, request.params.id);
      if (!merchantId) return notFound(reply);
      return show(deps, reply, merchantId, request.params.id, query.parse(request.query));
    });
    scope.post('/checkout/:id/delivery', { ...open, schema: { hide: true, params } }, async (request, reply) => {
      const merchantId = await merchantOf(deps, request.params.id);
      if (!merchantId) return notFound(reply);
      return takeDelivery(deps, reply, merchantId, request.params.id, deliveryForm.parse(request.body ?? {}));
    });
    scope.post('/checkout/:id/method', { ...open, schema: { hide: true, params } }, async (request, reply) => {
      const merchantId = await merchantOf(deps, request.params.id);
      if (!merchantId) return notFound(reply);
      return takeMethod(deps, reply, merchantId, request.params.id, methodForm.parse(request.body ?? {}).payment_method);
    });
    scope.post('/checkout/:id/pay', { ...open, schema: { hide: true, params } }, async (request, reply) => {
      const merchantId = await merchantOf(deps, request.params.id);
      if (!merchantId) return notFound(reply);
      return takePayment(deps, reply, merchantId, request.params.id, payForm.parse(request.body ?? {}));
    });
  };
}

async function show(
  deps: StorefrontDeps,
  reply: FastifyReply,
  merchantId: MerchantId,
  id: string,
  asked: z.infer<typeof query>,
): Promise<FastifyReply> {
  return deps.inTx(merchantId, async (tx) => {
    const found = await deps.orders.checkout(tx, checkoutIdOf(id));
    if (!found.ok) {
      const expired = found.refusal.code === 'checkout.expired';
      const frame = await frameFor(deps, tx, undefined, expired ? 'expired.title' : 'not_found.title');
      return sendHtml(
        reply,
        noticePage(frame, { text: frame.speech.say(expired ? 'expired.text' : 'not_found.text') }),
        expired ? 410 : 404,
      );
    }
    const view = found.value;
    if (view.state === 'ordered' && view.orderId) {
      const order = await deps.orders.get(tx, view.orderId);
      if (order.ok) return reply.redirect(`/order/${order.value.publicId}`, 303);
    }
    const frame = await frameFor(deps, tx, view.customerId, 'checkout.title', { secure: true });
    if (view.cart.lines.length === 0)
      return sendHtml(reply, noticePage({ ...frame, title: frame.speech.say('empty.title') }, { text: frame.speech.say('empty.text') }));
    const page = await pageFor(deps, tx, frame, view, asked);
    return sendHtml(reply, page);
  });
}

type ViewTx = Parameters<Parameters<StorefrontDeps['inTx']>[1]>[0];

async function pageFor(deps: StorefrontDeps, tx: ViewTx, frame: Frame, view: CheckoutView, asked: z.infer<typeof query>): Promise<Html> {
  const { say } = frame.speech;
  const delivery = deliveryOf(view);
  const soldOut = asked.stock !== undefined || view.cart.lines.some((line) => line.problem !== undefined);
  const sold = soldOut ? html`<div class="notice bad" role="alert"><p>${say('out_of_stock')}</p></div>` : undefined;
  if (asked.change === undefined && delivery.state === 'priced') {
    const totals = await deps.orders.totalsOf(tx, view, delivery.price);
    const changed =
      asked.changed === undefined
        ? undefined
        : html`<div class="notice warn" role="alert"><p>${say('price_changed', { amount: frame.speech.money(totals.total) })}</p></div>`;
    const notice = sold ?? changed;
    const gateways = view.paymentMethod === 'cod' ? [] : await deps.orders.gatewaysOf(tx, { ...view, total: totals.total });
    return reviewPage(frame, { view, totals, gateways, delivery: delivery.price, ...(notice ? { notice } : {}) });
  }
  if (asked.change === undefined && delivery.state === 'asking') return waitingForQuote(frame, view);
  const customer = (view.asksAnew ? undefined : await deps.customers.get(tx, view.customerId)) ?? {};
  const postcode = view.postalCode ?? view.address?.postalCode;
  const place = postcode === undefined ? undefined : deps.fulfilment.placeOf(frame.shop.country, postcode);
  const notice = sold ?? (asked.change === undefined ? troubleWith(frame, view) : undefined);
  return addressPage(frame, {
    view,
    country: view.address?.country ?? frame.shop.country,
    method: view.deliveryMethod ?? 'delivery',
    form: prefill(view, customer, place),
    problems: [],
    ...(notice ? { notice } : {}),
  });
}

/** Where the price of delivery stands for what the customer has told so far. */
function deliveryOf(
  view: CheckoutView,
):
  | { readonly state: 'priced'; readonly price: { readonly minor: bigint; readonly currency: string } }
  | { readonly state: 'asking' | 'open' } {
  if (view.deliveryMethod === 'pickup' && view.address) return { state: 'priced', price: money(0n, view.cart.subtotal.currency) };
  const quote = view.quote;
  const isOurs = view.address !== undefined && quote?.postalCode === view.address.postalCode;
  if (!isOurs || view.deliveryMethod === 'pickup') return { state: 'open' };
  if (quote.state === 'served' && quote.price) return { state: 'priced', price: quote.price };
  return { state: quote.state === 'asked' ? 'asking' : 'open' };
}

function troubleWith(frame: Frame, view: CheckoutView): Html | undefined {
  const { say } = frame.speech;
  const quote = view.quote;
  if (!quote || view.deliveryMethod !== 'delivery') return undefined;
  if (quote.state === 'unserved' && view.paymentMethod === 'cod')
    return html`<div class="notice warn" role="alert"><p><b>${say('cod.unserved', { postcode: quote.postalCode })}</b></p>${payByForm(frame, view, 'prepaid')}</div>`;
  if (quote.state === 'unserved')
    return html`<div class="notice warn" role="alert"><p><b>${say('unserved.title', { postcode: quote.postalCode })}</b></p><p>${say('unserved.text')}</p></div>`;
  if (quote.state === 'failed')
    return html`<div class="notice warn" role="alert"><p><b>${say('quote.failed.title')}</b></p><p>${say('quote.failed.text')}</p></div>`;
  return undefined;
}

function waitingForQuote(frame: Frame, view: CheckoutView): Html {
  const { say } = frame.speech;
  return noticePage(
    { ...frame, title: say('wait.title'), refreshAfter: 2 },
    {
      text: say('wait.quote', { postcode: view.quote?.postalCode ?? '' }),
      waiting: true,
      actions: html`<p class="quiet small">${say('wait.again')}</p><a class="button plain" href="/checkout/${view.id}">${say('wait.button')}</a>`,
    },
  );
}

async function takeDelivery(
  deps: StorefrontDeps,
  reply: FastifyReply,
  merchantId: MerchantId,
  id: string,
  form: z.infer<typeof deliveryForm>,
): Promise<FastifyReply> {
  const checkoutId = checkoutIdOf(id);
  const answered = await deps.inTx(merchantId, async (tx) => {
    const country = await deps.countryOf(tx);
    const read = readAddress(form, country, { normalise: deps.normalisePhone }, (land, postcode) =>
      deps.fulfilment.placeOf(land, postcode),
    );
    const problems =
      form.method === 'pickup' ? read.problems.filter((problem) => whoFields.some((field) => field.name === problem.field)) : read.problems;
    if (problems.length > 0) return askAgain(deps, tx, checkoutId, { country, method: form.method, form: formOf(form), problems });
    const contact = { name: form.name.trim(), phone: deps.normalisePhone(form.phone, country) ?? '' };
    const set = await deps.orders.setDelivery(
      tx,
      checkoutId,
      form.method === 'delivery' && read.address ? { method: 'delivery', address: read.address } : { method: 'pickup', contact },
    );
    return set.ok ? set : undefined;
  });
  if (answered && !('ok' in answered)) return sendHtml(reply, answered, 422);
  if (answered && form.method === 'delivery') await waitForQuote(deps, merchantId, checkoutId);
  return reply.redirect(`/checkout/${id}`, 303);
}

/** Nothing for a checkout that is not open any more. */
async function askAgain(
  deps: StorefrontDeps,
  tx: ViewTx,
  id: CheckoutView['id'],
  said: Pick<Parameters<typeof addressPage>[1], 'country' | 'method' | 'form' | 'problems'>,
): Promise<Html | undefined> {
  const found = await deps.orders.checkout(tx, id);
  if (!found.ok || found.value.state !== 'open') return undefined;
  const frame = await frameFor(deps, tx, found.value.customerId, 'checkout.title', { secure: true });
  return addressPage(frame, { view: found.value, ...said });
}

async function waitForQuote(deps: StorefrontDeps, merchantId: MerchantId, id: CheckoutView['id']): Promise<void> {
  await waitFor(
    deps.ring,
    () => deps.inTx(merchantId, (tx) => deps.orders.checkout(tx, id)),
    (seen) => !seen.ok || seen.value.quote?.state !== 'asked',
    WAIT_MS,
  );
}

async function takeMethod(
  deps: StorefrontDeps,
  reply: FastifyReply,
  merchantId: MerchantId,
  id: string,
  paymentMethod: CheckoutView['paymentMethod'],
): Promise<FastifyReply> {
  const checkoutId = checkoutIdOf(id);
  await deps.inTx(merchantId, async (tx) => {
    const found = await deps.orders.checkout(tx, checkoutId);
    if (!found.ok || found.value.state !== 'open' || !found.value.deliveryMethod) return;
    await deps.orders.setDelivery(tx, checkoutId, { method: found.value.deliveryMethod, paymentMethod });
  });
  await waitForQuote(deps, merchantId, checkoutId);
  return reply.redirect(`/checkout/${id}`, 303);
}

function formOf(form: z.infer<typeof deliveryForm>): AddressForm {
  const { method: _method, ...fields } = form;
  return fields;
}

async function takePayment(
  deps: StorefrontDeps,
  reply: FastifyReply,
  merchantId: MerchantId,
  id: string,
  form: z.infer<typeof payForm>,
): Promise<FastifyReply> {
  const checkoutId = checkoutIdOf(id);
  const placed = await deps.inTx(merchantId, async (tx) => {
    const expectedTotal = form.expected_total === undefined ? {} : { expectedTotal: BigInt(form.expected_total) };
    const { gateway } = form;
    const order = await deps.orders.place(tx, checkoutId, { ...expectedTotal, ...(gateway === undefined ? {} : { gateway }) });
    // It may have been placed before, and another gateway chosen on a page that stood open.
    if (order.ok && gateway !== undefined) await deps.orders.renewPaymentLink(tx, order.value.id, gateway);
    return order;
  });
  if (!placed.ok) {
    const { code } = placed.refusal;
    if (code === 'order.price_changed') return reply.redirect(`/checkout/${id}?changed=1`, 303);
    if (code === 'order.out_of_stock' || code === 'cart.empty') return reply.redirect(`/checkout/${id}?stock=1`, 303);
    if (code === 'order.cod_not_offered') return takeMethod(deps, reply, merchantId, id, 'prepaid');
    if (code === 'connection.missing') return cannotPay(deps, reply, merchantId);
    return reply.redirect(`/checkout/${id}`, 303);
  }
  if (placed.value.paymentMethod === 'cod') return reply.redirect(`/order/${placed.value.publicId}`, 303);
  return toGateway(deps, reply, merchantId, placed.value);
}

/** To the payment page as soon as its link is there; the order's own page looks again where it takes longer. */
export async function toGateway(
  deps: StorefrontDeps,
  reply: FastifyReply,
  merchantId: MerchantId,
  order: { readonly id: Parameters<StorefrontDeps['orders']['get']>[1]; readonly publicId: string },
): Promise<FastifyReply> {
  const bell = deps.linkBell(order.id);
  const look = () => deps.inTx(merchantId, (tx) => deps.payments.linkOf(tx, order.id));
  const link = await waitFor(bell, look, (seen) => seen !== undefined && seen.state !== 'asked', WAIT_MS).finally(bell.close);
  if (link?.state === 'open' && link.url) return reply.redirect(link.url, 303);
  return reply.redirect(`/order/${order.publicId}${link?.state === 'asked' ? '?pay=1' : ''}`, 303);
}

async function cannotPay(deps: StorefrontDeps, reply: FastifyReply, merchantId: MerchantId): Promise<FastifyReply> {
  return deps.inTx(merchantId, async (tx) => {
    const frame = await frameFor(deps, tx, undefined, 'checkout.title');
    return sendHtml(reply, noticePage(frame, { text: frame.speech.say('no_gateway') }), 409);
  });
}

function notFound(reply: FastifyReply): FastifyReply {
  const frame = strangerFrame('not_found.title');
  return sendHtml(reply, noticePage(frame, { text: frame.speech.say('not_found.text') }), 404);
}
