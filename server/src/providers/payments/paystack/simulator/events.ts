/** The gateway's webhooks as its samples show them: no event id, amounts of refunds as text, refunds without their id. Payloads only. */
import type { WebhookSender } from '../../../simulation/webhook-sender.ts';
import { signWebhook } from '../webhooks.ts';
import { type Account, newCode, type RefundEntity, type TransactionEntity } from './entities.ts';
import type { Ledger, Owned, SentEvent } from './ledger.ts';
import { shownTransaction } from './shown-transaction.ts';

export interface EventDesk {
  charged(record: Owned<TransactionEntity>): void;
  /** Tells the state that the refund has now. */
  refunded(integration: number, refund: RefundEntity): void;
  /** Sends one again, signed with the key of today. False when it is not known. */
  resend(id: string): boolean;
}

export interface EventDeskOptions {
  readonly ledger: Ledger;
  readonly random: () => number;
  readonly send: WebhookSender['send'];
}

export function createEventDesk({ ledger, random, send }: EventDeskOptions): EventDesk {
  const deliver = (account: Account, event: SentEvent): void => {
    if (account.webhookUrl === '') return;
    send({
      url: account.webhookUrl,
      body: event.body,
      label: event.type,
      headers: { 'content-type': 'application/json', 'user-agent': 'Paystack/2.0' },
      // Bound to the key of this moment: retries after a change of key are still signed with the old one.
      sign: (body) => ({ 'x-paystack-signature': signWebhook(body, account.secretKey) }),
    });
  };
  const emit = (integration: number, type: string, data: unknown): void => {
    const account = ledger.accountOf(integration);
    if (!account) return;
    const event = { id: newCode(16, random), integration, type, body: JSON.stringify({ event: type, data }) };
    ledger.events.add(event);
    deliver(account, event);
  };
  return {
    // Half of them without what was asked, as their older samples are.
    charged: ({ integration, entity }) => {
      const { requested_amount: asked, ...shown } = shownTransaction(entity);
      emit(integration, 'charge.success', random() < 0.5 ? shown : { ...shown, requested_amount: asked });
    },
    refunded: (integration, refund) =>
      emit(integration, `refund.${refund.status}`, {
        status: refund.status,
        transaction_reference: refund.reference,
        refund_reference: refund.status === 'pending' ? null : `TRF_${refund.id}`,
        amount: refund.status === 'failed' ? refund.amount : String(refund.amount),
        currency: refund.currency,
        processor: 'instant-transfer',
        customer: {},
        integration,
        domain: 'test',
      }),
    resend: (id) => {
      const event = ledger.events.find(id);
      const account = event && ledger.accountOf(event.integration);
      if (!event || !account) return false;
      deliver(account, event);
      return true;
    },
  };
}
