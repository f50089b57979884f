/** /order/{uuid} and the way back from the gateway: shows, never marks anything paid. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { html, sendHtml } from '../../foundation/html/html.ts';
import { acceptForms } from '../../foundation/http/body-kinds.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { gatewayField, toGateway } from './checkout.routes.ts';
import { noticePage } from './layout.page.ts';
import { orderPage } from './order.page.ts';
import { frameFor, merchantOf, type StorefrontDeps, strangerFrame } from './storefront-deps.ts';

const params = z.object({ id: z.string() });
const query = z.object({ from: z.string().optional().catch(undefined), pay: z.string().optional().catch(undefined) });
const payForm = z.object({ gateway: gatewayField });
const callbackQuery = z.record(z.string(), z.string().optional().catch(undefined));
const REFRESH_S = 2;

export function orderPageRoutes(deps: StorefrontDeps): (scope: Edge) => Promise<void> {
  return async (scope) => {
    await acceptForms(scope);
    const config = { access: 'public' as const };
    scope.get('/order/:id', { config, schema: { hide: true, params } }, async (request, reply) => {
      const merchantId = await merchantOf(deps, request.params.id);
      if (!merchantId) return missing(reply);
      return show(deps, reply, merchantId, request.params.id, query.parse(request.query));
    });
    scope.post('/order/:id/pay', { config, schema: { hide: true, params } }, async (request, reply) => {
      const merchantId = await merchantOf(deps, request.params.id);
      if (!merchantId) return missing(reply);
      const order = await deps.inTx(merchantId, async (tx) => {
        const found = await deps.orders.byPublicId(tx, request.params.id);
        if (!found.ok) return found;
        const link = await deps.orders.renewPaymentLink(tx, found.value.id, payForm.parse(request.body ?? {}).gateway);
        return link.ok ? found : link;
      });
      if (!order.ok) return reply.redirect(`/order/${request.params.id}`, 303);
      return toGateway(deps, reply, merchantId, order.value);
    });
    scope.get('/payments/razorpay/callback', { config, schema: { hide: true } }, async (request, reply) => {
      const back = await deps.readSignedWayBack(callbackQuery.parse(request.query));
      if (back) return reply.redirect(`/order/${back.orderPublicId}?from=payment`, 303);
      const frame = strangerFrame('callback.bad.title');
      return sendHtml(reply, noticePage(frame, { text: frame.speech.say('callback.bad.text') }), 400);
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
    const found = await deps.orders.byPublicId(tx, id);
    if (!found.ok) return missing(reply);
    const order = found.value;
    const isOpen = order.status === 'pending' && order.paymentStatus === 'unpaid';
    if (isOpen && asked.pay !== undefined && order.paymentLink?.state === 'asked') {
      const frame = await frameFor(deps, tx, order.customerId, 'wait.title', { refreshAfter: REFRESH_S });
      const { say } = frame.speech;
      return sendHtml(
        reply,
        noticePage(frame, {
          text: say('wait.link'),
          waiting: true,
          actions: html`<p class="quiet small">${say('wait.again')}</p><a class="button plain" href="/order/${id}?pay=1">${say('wait.button')}</a>`,
        }),
      );
    }
    if (isOpen && asked.pay !== undefined && order.paymentLink?.state === 'open' && order.paymentLink.url)
      return reply.redirect(order.paymentLink.url, 303);
    const checking = isOpen && asked.from === 'payment';
    const frame = await frameFor(deps, tx, order.customerId, 'order.title', checking ? { refreshAfter: REFRESH_S } : {});
    const gateways = isOpen ? await deps.orders.gatewaysOf(tx, order) : [];
    const invoice = await deps.invoiceLink(tx, order.id);
    const awaitsPages = order.deliveryMethod === 'pickup' && (await deps.awaitsPages(tx, order.id));
    return sendHtml(
      reply,
      orderPage({ ...frame, title: frame.speech.say('order.title', { number: order.orderNumber }) }, order, {
        checking,
        awaitsPages,
        gateways,
        ...(invoice === undefined ? {} : { invoice }),
      }),
    );
  });
}

function missing(reply: FastifyReply): FastifyReply {
  const frame = strangerFrame('not_found.title');
  return sendHtml(reply, noticePage(frame, { text: frame.speech.say('not_found.text') }), 404);
}
