/** The checkout of a session. It shows the session and where the browser goes from there; the rules of money live elsewhere. */
import { formatMoney } from '@parley/contract/values/money.ts';
import { type Html, html } from '../../../../foundation/html/html.ts';
import { type Notice, otherButtons, paidState, payForm, payPage } from '../../pay-page/page.ts';
import { fromUnits } from '../amounts.ts';
import { type PaymentMethod, paymentMethods, type SessionEntity } from './entities.ts';
import type { OwnedSession } from './ledger.ts';

export const hostedActions = ['pay', 'fail', 'twice', 'leave', 'lost', 'arrives', 'bounces'] as const;

const methodNames: Readonly<Record<PaymentMethod, readonly [string, string]>> = {
  card: ['Card', 'Credit or debit card'],
  upi: ['UPI', 'Any UPI app on this phone'],
  bank: ['Bank transfer', 'The money arrives days later'],
};

export function hostedPage({ entity: session, recipe }: OwnedSession, merchantName: string, notice: Notice): Html {
  const amount = formatMoney(fromUnits(BigInt(session.amount_total), session.currency), 'en-IN');
  return payPage({
    merchantName,
    amount,
    description: recipe.lines.map((line) => line.description).join(', '),
    reference: session.client_reference_id ?? '',
    notice,
    words: {
      failed: html`<b>Your card was declined.</b> Nothing was taken. Try again or choose another way to pay.`,
      left: html`<b>You left without paying.</b> You can still pay here while the checkout is open.`,
    },
    body: session.status === 'open' ? openForm(session, amount) : closedState(session, amount),
    standsInFor: 'Stripe’s checkout',
  });
}

/** Where the browser goes after paying. Nothing is signed: the shop must ask the gateway. */
export function returnAddress(session: SessionEntity): string {
  return session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function openForm(session: SessionEntity, amount: string): Html {
  return payForm({
    id: session.id,
    amount,
    choice: 'method',
    ways: paymentMethods,
    names: methodNames,
    until: `Open until ${timeText(session.expires_at)}`,
    others: [
      ['fail', 'Pay and fail', 'The bank says no. The checkout stays open.'],
      ['twice', 'Pay twice', 'The checkout and a copy of it are both paid for one order.'],
      ['lost', 'Pay, but lose the way back', 'The money arrives, the browser never returns.'],
      ['leave', 'Leave without paying', 'Nothing happens until the checkout expires.'],
    ],
  });
}

function closedState(session: SessionEntity, amount: string): Html {
  if (session.status === 'expired') {
    const back = session.cancel_url ?? session.success_url;
    return html`<section class="state"><h2>This checkout is over</h2>
<p>It has expired or was cancelled by the shop. Nothing was taken. Ask the shop for a new link.</p>
<p><a href="${new URL(back).origin}">Back to the shop</a></p></section>`;
  }
  if (session.payment_status === 'paid') return paidState(amount);
  return html`<section class="state"><h2>On its way</h2><p>The shop is told when the bank has sent ${amount}.</p></section>
<form method="post" action="${encodeURIComponent(session.id)}/press">${otherButtons([
    ['arrives', 'The money arrives', 'What the bank says days later.'],
    ['bounces', 'The bank sends nothing', 'The payment fails for good.'],
  ])}</form>`;
}

function timeText(unixSeconds: number): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(new Date(unixSeconds * 1000))} UTC`;
}
