/** HTTP of what people do with payments: asking again for a refund that got stuck. Lists of payments are insights' own. */
import { idParam, successOf } from '@parley/contract/api/envelope.ts';
import { refundAsked } from '@parley/contract/api/payments.ts';
import type { RefundId } from '@parley/contract/values/id.ts';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import { ok } from '@parley/contract/values/result.ts';
import { accounting } from '@parley/contract/values/role.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform } from '../../foundation/http/perform.ts';
import type { Payments } from './index.ts';

export interface PaymentRoutesDeps {
  readonly payments: Pick<Payments, 'retryRefund'>;
  readonly audit: {
    record(
      tx: Tx,
      record: {
        readonly action: string;
        readonly subject: { readonly kind: string; readonly id: string };
        readonly actor: Actor;
        readonly after?: unknown;
        readonly requestId?: string;
      },
    ): Promise<void>;
  };
}

export function paymentRoutes({ payments, audit }: PaymentRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    app.post(
      '/payments/refunds/:id/retry',
      { config: { access: accounting }, schema: { params: idParam, response: { 200: successOf(refundAsked) } } },
      (request, reply) =>
        perform(request, reply, async (tx, actor) => {
          const { id } = request.params;
          const asked = await payments.retryRefund(tx, id as RefundId);
          if (!asked.ok) return asked;
          const { value } = asked;
          const answer = {
            id: value.id,
            payment_id: value.paymentId,
            state: value.state,
            amount: moneyToDecimal(value.amount),
            currency: value.amount.currency,
          };
          await audit.record(tx, {
            action: 'refund.retried',
            subject: { kind: 'refund', id },
            actor,
            after: answer,
            requestId: request.id,
          });
          return ok(answer);
        }),
    );
  };
}
