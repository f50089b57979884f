/** The payment page that a customer's browser opens: plain forms, no script. It shows a transaction; the rules of money live elsewhere. */
import { formatMoney } from '@parley/contract/values/money.ts';
import { toMoney } from '../wire.ts';
import { type Channel, channels, type TransactionEntity } from './entities.ts';

export const hostedActions = ['pay', 'fees', 'fail', 'leave', 'lost'] as const;
/** What the page says after a button was pressed. */
export type HostedNotice = 'failed' | 'left' | 'lost' | undefined;

const channelNames: Readonly<Record<Channel, readonly [string, string]>> = {
  card: ['Card', 'Verve, Visa or Mastercard'],
  bank_transfer: ['Bank transfer', 'To an account made for this payment'],
  mobile_money: ['Mobile money', 'MTN, M-PESA, Airtel'],
  ussd: ['USSD', 'A code to dial on this phone'],
};

/** Their colours over the common sheet. */
export const paystackCss = `
:root { --leaf: #0a6c94; --leaf-wash: #e5f3f9; }
@media (prefers-color-scheme: dark) { :root { --leaf: #4fc3f1; --leaf-wash: #10283a; } }
`;

export function hostedPage(transaction: TransactionEntity, merchantName: string, notice: HostedNotice): string {
  const amount = formatMoney(toMoney(BigInt(transaction.requested_amount), transaction.currency), 'en-NG');
  const isPaid = transaction.status === 'success' || transaction.status === 'reversed';
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
<p class="quiet">Reference ${escape(transaction.reference)}</p>
</section>
${notice === undefined ? '' : noticeHtml(notice)}
${isPaid ? `<section class="state paid"><h2>Paid</h2><p>${escape(amount)} has been received. You can close this page.</p></section>` : openForm(transaction, amount)}
<footer><p class="quiet">This page stands in for the payment gateway. No money moves here.</p></footer>
</main>
</body>
</html>`;
}

export function unknownPage(): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>No such payment</title><link rel="stylesheet" href="pay.css"></head>
<body><main><section class="state"><h2>There is no such payment</h2>
<p>Check the address, or ask the shop for a new link.</p></section></main></body></html>`;
}

/** Where the browser goes after paying; nothing in it is signed. Undefined when the transaction names no way back. */
export function returnAddress({ callback_url: callbackUrl, reference }: TransactionEntity): string | undefined {
  if (callbackUrl === '') return undefined;
  const url = new URL(callbackUrl);
  url.searchParams.set('trxref', reference);
  url.searchParams.set('reference', reference);
  return url.href;
}

function openForm({ access_code: code }: TransactionEntity, amount: string): string {
  const ways = channels.map((channel, index) => {
    const [name, hint] = channelNames[channel];
    return `<label class="method"><input type="radio" name="channel" value="${channel}"${index === 0 ? ' checked' : ''}>
<span><b>${name}</b><small>${hint}</small></span></label>`;
  });
  return `<form method="post" action="${encodeURIComponent(code)}/press">
<fieldset><legend>Pay with</legend>${ways.join('\n')}</fieldset>
<button class="primary" name="action" value="pay">Pay ${escape(amount)}</button>
<p class="quiet until">This page stays open until somebody pays.</p>
<details><summary>Let something else happen</summary>
<div class="others">
<button name="action" value="fees">Pay, with the fees on top<small>More arrives than was asked; the rest is the fee.</small></button>
<button name="action" value="fail">Pay and fail<small>The bank says no, nobody is told. The next try may succeed.</small></button>
<button name="action" value="lost">Pay, but lose the way back<small>The money arrives, the browser never returns.</small></button>
<button name="action" value="leave">Leave without paying<small>The payment counts as abandoned, and can still be made.</small></button>
</div></details>
</form>`;
}

function noticeHtml(notice: Exclude<HostedNotice, undefined>): string {
  const words = {
    failed: '<b>The payment did not go through.</b> The bank declined it and nothing was taken. Try again or choose another way to pay.',
    left: '<b>You left without paying.</b> You can still pay here.',
    lost: '<b>The payment went through</b>, and the browser did not find its way back to the shop.',
  };
  return `<p class="notice ${notice}" role="status">${words[notice]}</p>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
