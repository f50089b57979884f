/** The payment page of a link. It shows the link and where the browser goes from there; the rules of money live elsewhere. */
import { formatMoney } from '@parley/contract/values/money.ts';
import { type Html, html } from '../../../../foundation/html/html.ts';
import { type Notice, paidState, payForm, payPage } from '../../pay-page/page.ts';
import { signCallback } from '../callback.ts';
import { type LinkEntity, type PaymentEntity, type PaymentMethod, paymentMethods } from './entities.ts';

export const hostedActions = ['pay', 'fail', 'twice', 'leave', 'lost'] as const;

const methodNames: Readonly<Record<PaymentMethod, readonly [string, string]>> = {
  upi: ['UPI', 'Any UPI app on this phone'],
  card: ['Card', 'Credit or debit card'],
  netbanking: ['Netbanking', 'Your bank’s own page'],
  wallet: ['Wallet', 'PhonePe, Amazon Pay and others'],
};

export function hostedPage(link: LinkEntity, merchantName: string, notice: Notice): Html {
  const amount = formatMoney({ minor: BigInt(link.amount), currency: link.currency }, 'en-IN');
  const isOpen = link.status === 'created' || link.status === 'partially_paid';
  return payPage({
    merchantName,
    amount,
    description: link.description,
    reference: link.reference_id,
    notice,
    words: {
      failed: html`<b>The payment did not go through.</b> The bank declined it and nothing was taken. Try again or choose another way to pay.`,
      left: html`<b>You left without paying.</b> You can still pay here while the link is open.`,
    },
    body: isOpen ? openForm(link, amount) : closedState(link, amount),
    standsInFor: 'the payment gateway',
  });
}

/** Where the browser goes after paying, with the gateway's signed words; undefined when the link names no way back. */
export function returnAddress(link: LinkEntity, payment: PaymentEntity, keySecret: string): string | undefined {
  if (link.callback_url === '') return undefined;
  const url = new URL(link.callback_url);
  const signature = signCallback({ linkId: link.id, reference: link.reference_id, status: link.status, paymentId: payment.id }, keySecret);
  url.searchParams.set('razorpay_payment_id', payment.id);
  url.searchParams.set('razorpay_payment_link_id', link.id);
  url.searchParams.set('razorpay_payment_link_reference_id', link.reference_id);
  url.searchParams.set('razorpay_payment_link_status', link.status);
  url.searchParams.set('razorpay_signature', signature);
  return url.href;
}

function openForm(link: LinkEntity, amount: string): Html {
  return payForm({
    id: link.id,
    amount,
    choice: 'method',
    ways: paymentMethods,
    names: methodNames,
    until: `Open until ${timeText(link.expire_by)}`,
    others: [
      ['fail', 'Pay and fail', 'The bank says no. The link stays open.'],
      ['twice', 'Pay twice', 'Two payments are captured for one order.'],
      ['lost', 'Pay, but lose the way back', 'The money arrives, the browser never returns.'],
      ['leave', 'Leave without paying', 'Nothing happens until the link expires.'],
    ],
  });
}

function closedState(link: LinkEntity, amount: string): Html {
  const back = link.callback_url !== '' && html`<p><a href="${new URL(link.callback_url).origin}">Back to the shop</a></p>`;
  switch (link.status) {
    case 'paid':
      return paidState(amount);
    case 'expired':
      return html`<section class="state"><h2>This link has expired</h2>
<p>It was open until ${timeText(link.expire_by)}. Nothing was taken. Ask the shop for a new link.</p>${back}</section>`;
    default:
      return html`<section class="state"><h2>This link was cancelled</h2><p>Nothing was taken. Ask the shop if you still want to pay.</p>${back}</section>`;
  }
}

function timeText(unixSeconds: number): string {
  const format = new Intl.DateTimeFormat('en-IN', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Kolkata' });
  return `${format.format(new Date(unixSeconds * 1000))} IST`;
}
