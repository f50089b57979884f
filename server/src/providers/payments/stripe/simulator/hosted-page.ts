/**
 * The payment page that a customer's browser opens: a plain page with plain forms, styled by a sheet of its own, no script. It shows
 * a session and reads the button that was pressed; the rules of money live elsewhere.
 */
import { formatMoney } from '@parley/contract/values/money.ts';
import { fromUnits } from '../amounts.ts';
import { type PaymentMethod, paymentMethods, type SessionEntity } from './entities.ts';
import type { OwnedSession } from './ledger.ts';

export const hostedActions = ['pay', 'fail', 'twice', 'leave', 'lost', 'arrives', 'bounces'] as const;
/** What the page says after a button was pressed. */
export type HostedNotice = 'failed' | 'left' | 'lost' | undefined;

const methodNames: Readonly<Record<PaymentMethod, readonly [string, string]>> = {
  card: ['Card', 'Credit or debit card'],
  upi: ['UPI', 'Any UPI app on this phone'],
  bank: ['Bank transfer', 'The money arrives days later'],
};

export function hostedPage({ entity: session, recipe }: OwnedSession, merchantName: string, notice: HostedNotice): string {
  const amount = formatMoney(fromUnits(BigInt(session.amount_total), session.currency), 'en-IN');
  const what = recipe.lines.map((line) => line.description).join(', ');
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
<div><p class="quiet">Pay</p><h1>${escape(merchantName)}</h1></div>
</header>
<section class="sum" aria-label="Amount">
<p class="amount">${escape(amount)}</p>
${what === '' ? '' : `<p>${escape(what)}</p>`}
${session.client_reference_id === null ? '' : `<p class="quiet">Reference ${escape(session.client_reference_id)}</p>`}
</section>
${notice === undefined ? '' : noticeHtml(notice)}
${session.status === 'open' ? openForm(session, amount) : closedHtml(session, amount)}
<footer><p class="quiet">This page stands in for Stripe’s checkout. No money moves here.</p></footer>
</main>
</body>
</html>`;
}

export function unknownPage(): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>No such checkout</title><link rel="stylesheet" href="pay.css"></head>
<body><main><section class="state"><h2>There is no such checkout</h2>
<p>Check the address, or ask the shop for a new link.</p></section></main></body></html>`;
}

/** Where the browser goes after paying. Nothing is signed: the shop must ask the gateway. */
export function returnAddress(session: SessionEntity): string {
  return session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function openForm(session: SessionEntity, amount: string): string {
  const methods = paymentMethods.map((method, index) => {
    const [name, hint] = methodNames[method];
    return `<label class="method"><input type="radio" name="method" value="${method}"${index === 0 ? ' checked' : ''}>
<span><b>${name}</b><small>${hint}</small></span></label>`;
  });
  return `<form method="post" action="${encodeURIComponent(session.id)}/press">
<fieldset><legend>Pay with</legend>${methods.join('\n')}</fieldset>
<button class="primary" name="action" value="pay">Pay ${escape(amount)}</button>
<p class="quiet until">Open until ${escape(timeText(session.expires_at))}</p>
<details><summary>Let something else happen</summary>
<div class="others">
<button name="action" value="fail">Pay and fail<small>The bank says no. The checkout stays open.</small></button>
<button name="action" value="twice">Pay twice<small>The checkout and a copy of it are both paid for one order.</small></button>
<button name="action" value="lost">Pay, but lose the way back<small>The money arrives, the browser never returns.</small></button>
<button name="action" value="leave">Leave without paying<small>Nothing happens until the checkout expires.</small></button>
</div></details>
</form>`;
}

function closedHtml(session: SessionEntity, amount: string): string {
  if (session.status === 'expired') {
    const back = session.cancel_url ?? session.success_url;
    return `<section class="state"><h2>This checkout is over</h2>
<p>It has expired or was cancelled by the shop. Nothing was taken. Ask the shop for a new link.</p>
<p><a href="${escape(new URL(back).origin)}">Back to the shop</a></p></section>`;
  }
  if (session.payment_status === 'paid') {
    return `<section class="state paid"><h2>Paid</h2><p>${escape(amount)} has been received. You can close this page.</p></section>`;
  }
  return `<section class="state"><h2>On its way</h2><p>The shop is told when the bank has sent ${escape(amount)}.</p></section>
<form method="post" action="${encodeURIComponent(session.id)}/press"><div class="others">
<button name="action" value="arrives">The money arrives<small>What the bank says days later.</small></button>
<button name="action" value="bounces">The bank sends nothing<small>The payment fails for good.</small></button>
</div></form>`;
}

function noticeHtml(notice: Exclude<HostedNotice, undefined>): string {
  const words = {
    failed: '<b>Your card was declined.</b> Nothing was taken. Try again or choose another way to pay.',
    left: '<b>You left without paying.</b> You can still pay here while the checkout is open.',
    lost: '<b>The payment went through</b>, and the browser did not find its way back to the shop.',
  };
  return `<p class="notice ${notice}" role="status">${words[notice]}</p>`;
}

function timeText(unixSeconds: number): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(new Date(unixSeconds * 1000))} UTC`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
