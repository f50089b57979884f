/** Tells the books which lines of a gateway's statement are payments and refunds known here; a fee that was not known is taken and posted. */
import type { Tx } from '../../foundation/db/database.ts';
import type { GatewayName } from '../../providers/payments/payments.port.ts';
import type { ShownMatch, ShownPayment } from '../books/index.ts';
import type { BookDeps } from './book-payment.ts';
import { recordFee } from './file-payment.ts';
import { type Payment, paymentById } from './payment.store.ts';
import { lockByProviderIds, refundsByProviderIds } from './statement.store.ts';

/** One answer a line, in their order. */
export async function matchStatement(deps: BookDeps, tx: Tx, shown: readonly ShownPayment[]): Promise<readonly ShownMatch[]> {
  const references = (kind: ShownPayment['kind']) => shown.flatMap((each) => (each.kind === kind ? [each.reference] : []));
  const [first] = shown;
  if (!first) return [];
  const gateway = first.gateway as GatewayName;
  const payments = await lockByProviderIds(tx, gateway, references('payment'));
  const refunds = await refundsByProviderIds(tx, references('refund'));
  const matches: ShownMatch[] = [];
  for (const each of shown) {
    if (each.kind === 'refund') {
      const refund = refunds.get(each.reference);
      matches.push(refund ? same(each, refund.amountMinor, refund.currency) : 'unknown');
      continue;
    }
    const id = payments.get(each.reference);
    const payment = id && (await paymentById(tx, id));
    const match = payment ? same(each, payment.amount.minor, payment.amount.currency) : 'unknown';
    if (payment && match === 'matched' && !payment.fee && each.feeMinor > 0n) await takeFee(deps, tx, payment, each);
    matches.push(match);
  }
  return matches;
}

function same(shown: ShownPayment, minor: bigint, currency: string): ShownMatch {
  return shown.amountMinor === minor && shown.currency === currency ? 'matched' : 'differs';
}

function takeFee(deps: BookDeps, tx: Tx, payment: Payment, { feeMinor, feeTaxMinor, currency }: ShownPayment): Promise<void> {
  return recordFee(deps, tx, payment, {
    providerPaymentId: payment.providerPaymentId,
    amount: payment.amount,
    state: 'captured',
    at: payment.capturedAt,
    fee: { minor: feeMinor, currency },
    feeTax: { minor: feeTaxMinor, currency },
  });
}
