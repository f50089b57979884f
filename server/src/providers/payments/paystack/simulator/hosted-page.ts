/** The payment page of a transaction. It shows the transaction and where the browser goes from there; the rules of money live elsewhere. */
import { formatMoney } from '@parley/contract/values/money.ts';
import { type Html, html } from '../../../../foundation/html/html.ts';
import { type Notice, paidState, payForm, payPage } from '../../pay-page/page.ts';
import { toMoney } from '../wire.ts';
import { type Channel, channels, type TransactionEntity } from './entities.ts';

export const hostedActions = ['pay', 'fees', 'fail', 'leave', 'lost'] as const;

const channelNames: Readonly<Record<Channel, readonly [string, string]>> = {
  card: ['Card', 'Verve, Visa or Mastercard'],
  bank_transfer: ['Bank transfer', 'To an account made for this payment'],
  mobile_money: ['Mobile money', 'MTN, M-PESA, Airtel'],
  ussd: ['USSD', 'A code to dial on this phone'],
};

export function hostedPage(transaction: TransactionEntity, merchantName: string, notice: Notice): Html {
  const amount = formatMoney(toMoney(BigInt(transaction.requested_amount), transaction.currency), 'en-NG');
  const isPaid = transaction.status === 'success' || transaction.status === 'reversed';
  return payPage({
    merchantName,
    amount,
    reference: transaction.reference,
    notice,
    words: {
      failed: html`<b>The payment did not go through.</b> The bank declined it and nothing was taken. Try again or choose another way to pay.`,
      left: html`<b>You left without paying.</b> You can still pay here.`,
    },
    body: isPaid ? paidState(amount) : openForm(transaction, amount),
    standsInFor: 'the payment gateway',
  });
}

/** Where the browser goes after paying; nothing in it is signed. Undefined when the transaction names no way back. */
export function returnAddress({ callback_url: callbackUrl, reference }: TransactionEntity): string | undefined {
  if (callbackUrl === '') return undefined;
  const url = new URL(callbackUrl);
  url.searchParams.set('trxref', reference);
  url.searchParams.set('reference', reference);
  return url.href;
}

function openForm({ access_code: id }: TransactionEntity, amount: string): Html {
  return payForm({
    id,
    amount,
    choice: 'channel',
    ways: channels,
    names: channelNames,
    until: 'This page stays open until somebody pays.',
    others: [
      ['fees', 'Pay, with the fees on top', 'More arrives than was asked; the rest is the fee.'],
      ['fail', 'Pay and fail', 'The bank says no, nobody is told. The next try may succeed.'],
      ['lost', 'Pay, but lose the way back', 'The money arrives, the browser never returns.'],
      ['leave', 'Leave without paying', 'The payment counts as abandoned, and can still be made.'],
    ],
  });
}
