/** Files what a verified webhook or the reconciler's look says. Repeats and old news change nothing; unknown links wait outside. */
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { GatewayEvent, GatewayName } from '../../providers/payments/payments.port.ts';
import { filePayment } from './file-payment.ts';
import { fileRefund } from './file-refund.ts';
import { paymentByProviderId } from './payment.store.ts';
import { type FileEventDeps, isLiving } from './payment.ts';
import { checkLinkJob, readRefundsJob } from './payment-job-kinds.ts';
import { findLink, moveLink } from './payment-link.store.ts';

/** @returns false when the link or payment it is about is not known here (yet). */
export async function fileEvent(deps: FileEventDeps, tx: Tx, gateway: GatewayName, event: GatewayEvent): Promise<boolean> {
  switch (event.kind) {
    case 'payment_captured':
      return filePayment(deps, tx, gateway, event);
    case 'refund_changed':
      return fileRefund(deps, tx, gateway, event.refund);
    case 'link_closed': {
      const link = await findLink(tx, gateway, event.link);
      if (!link) return false;
      if (await moveLink(tx, link.id, { from: ['asked', 'open'], to: event.state }))
        await deps.emit(tx, { name: 'payment_link.closed', orderId: link.orderId, linkId: link.id, state: event.state });
      return true;
    }
    case 'payment_failed': {
      const link = await findLink(tx, gateway, event.link);
      if (!link) return false;
      // A failed try that is later captured is told once, as the payment.
      const known = await paymentByProviderId(tx, gateway, event.providerPaymentId);
      if (!known && isLiving(link.state)) await deps.emit(tx, { name: 'payment.failed', orderId: link.orderId, reason: event.reason });
      return true;
    }
    case 'link_touched': {
      const link = await findLink(tx, gateway, event.link);
      if (link) await enqueue(tx, deps.clock.now(), checkLinkJob, { linkId: link.id }, { key: `${tx.merchantId}:told`, dedupe: link.id });
      return link !== undefined;
    }
    case 'refunds_touched': {
      const payment = await paymentByProviderId(tx, gateway, event.providerPaymentId);
      if (payment) await enqueue(tx, deps.clock.now(), readRefundsJob, { paymentId: payment.id }, { key: payment.id });
      return payment !== undefined;
    }
    default:
      return true;
  }
}
