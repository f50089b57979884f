/**
 * The payment page that a customer's browser opens: a plain page with plain forms, styled by a sheet of its own, no script. It shows
 * a link and reads the button that was pressed; the rules of money live elsewhere.
 */
import { formatMoney } from '@parley/contract/values/money.ts';
import { signCallback } from '../callback.ts';
import { type LinkEntity, type PaymentEntity, type PaymentMethod, paymentMethods } from './entities.ts';

export const hostedActions = ['pay', 'fail', 'twice', 'leave', 'lost'] as const;
/** What the page says after a button was pressed. */
export type HostedNotice = 'failed' | 'left' | 'lost' | undefined;

const methodNames: Readonly<Record<PaymentMethod, readonly [string, string]>> = {
  upi: ['UPI', 'Any UPI app on this phone'],
  card: ['Card', 'Credit or debit card'],
  netbanking: ['Netbanking', 'Your bank’s own page'],
  wallet: ['Wallet', 'PhonePe, Amazon Pay and others'],
};

export function hostedPage(link: LinkEntity, merchantName: string, notice: HostedNotice): string {
  const amount = formatMoney({ minor: BigInt(link.amount), currency: link.currency }, 'en-IN');
  const isOpen = link.status === 'created' || link.status === 'partially_paid';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(`Pay ${amount} to ${merchantName}`)}</title>
<link rel="stylesheet" href="pay.css">
</head>
<body>
<main>
<header>
<span class="mark" aria-hidden="true">${escape(merchantName.slice(0, 1).toUpperCase())}</span>
<div><p class="quiet">Paying</p><h1>${escape(merchantName)}</h1></div>
</header>
<section class="sum" aria-label="Amount">
<p class="amount">${escape(amount)}</p>
${link.description === '' ? '' : `<p>${escape(link.description)}</p>`}
${link.reference_id === '' ? '' : `<p class="quiet">Reference ${escape(link.reference_id)}</p>`}
</section>
${notice === undefined ? '' : noticeHtml(notice)}
${isOpen ? openForm(link, amount) : closedHtml(link, amount)}
<footer><p class="quiet">This page stands in for the payment gateway. No money moves here.</p></footer>
</main>
</body>
</html>`;
}

export function unknownPage(): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>No such payment link</title><link rel="stylesheet" href="pay.css"></head>
<body><main><section class="state"><h2>There is no such payment link</h2>
<p>Check the address, or ask the shop for a new link.</p></section></main></body></html>`;
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

function openForm(link: LinkEntity, amount: string): string {
  const methods = paymentMethods.map((method, index) => {
    const [name, hint] = methodNames[method];
    return `<label class="method"><input type="radio" name="method" value="${method}"${index === 0 ? ' checked' : ''}>
<span><b>${name}</b><small>${hint}</small></span></label>`;
  });
  return `<form method="post" action="${encodeURIComponent(link.id)}/press">
<fieldset><legend>Pay with</legend>${methods.join('\n')}</fieldset>
<button class="primary" name="action" value="pay">Pay ${escape(amount)}</button>
<p class="quiet until">Open until ${escape(timeText(link.expire_by))}</p>
<details><summary>Let something else happen</summary>
<div class="others">
<button name="action" value="fail">Pay and fail<small>The bank says no. The link stays open.</small></button>
<button name="action" value="twice">Pay twice<small>Two payments are captured for one order.</small></button>
<button name="action" value="lost">Pay, but lose the way back<small>The money arrives, the browser never returns.</small></button>
<button name="action" value="leave">Leave without paying<small>Nothing happens until the link expires.</small></button>
</div></details>
</form>`;
}

function closedHtml(link: LinkEntity, amount: string): string {
  const back = link.callback_url === '' ? '' : `<p><a href="${escape(new URL(link.callback_url).origin)}">Back to the shop</a></p>`;
  switch (link.status) {
    case 'paid':
      return `<section class="state paid"><h2>Paid</h2><p>${escape(amount)} has been received. You can close this page.</p></section>`;
    case 'expired':
      return `<section class="state"><h2>This link has expired</h2>
<p>It was open until ${escape(timeText(link.expire_by))}. Nothing was taken. Ask the shop for a new link.</p>${back}</section>`;
    default:
      return `<section class="state"><h2>This link was cancelled</h2><p>Nothing was taken. Ask the shop if you still want to pay.</p>${back}</section>`;
  }
}

function noticeHtml(notice: Exclude<HostedNotice, undefined>): string {
  const words = {
    failed: '<b>The payment did not go through.</b> The bank declined it and nothing was taken. Try again or choose another way to pay.',
    left: '<b>You left without paying.</b> You can still pay here while the link is open.',
    lost: '<b>The payment went through</b>, and the browser did not find its way back to the shop.',
  };
  return `<p class="notice ${notice}" role="status">${words[notice]}</p>`;
}

function timeText(unixSeconds: number): string {
  const format = new Intl.DateTimeFormat('en-IN', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Kolkata' });
  return `${format.format(new Date(unixSeconds * 1000))} IST`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
