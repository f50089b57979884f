/** One payment: what it is for, what the gateway kept, what has gone back, and the entries it left in the books. */
import type { PaymentDetail } from '@parley/contract/api/payments.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount, Figure } from '../../ui/amount.tsx';
import { Facts, Page, Panel } from '../../ui/page.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { minus } from '../books/decimals.ts';
import { Drill } from '../books/drill.tsx';
import { RefundChip, RetryButton, VerdictChip } from './payments-parts.tsx';
import { paymentQuery } from './payments-queries.ts';
import { gatewayNames } from './payments-search.ts';
import { paymentsWords } from './payments-words.ts';

const route = getRouteApi('/shell/payments/$id');

export function PaymentPage() {
  const say = useWords(paymentsWords);
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(paymentQuery(id));
  return (
    <Page
      title={data ? `${say('payment')} ${data.order.order_number}` : say('payment')}
      about={data && say(`about_${data.verdict}`)}
      back={{ to: '/payments', label: say('title') }}
      marks={data && <VerdictChip verdict={data.verdict} />}
    >
      {data ? (
        <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
          <div className="flex flex-col gap-4">
            <Figures payment={data} />
            <Refunds payment={data} />
          </div>
          <PaymentFacts payment={data} />
        </div>
      ) : (
        <Panel>{error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting rows={6} />}</Panel>
      )}
    </Page>
  );
}

function Figures({ payment }: { readonly payment: PaymentDetail }) {
  const say = useWords(paymentsWords);
  const { amount, fee, refunded_amount: back, currency } = payment;
  const kept = minus(minus(amount, fee ?? '0'), back);
  return (
    <Panel>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Figure label={say('received')}>
          <Amount value={amount} currency={currency} />
        </Figure>
        <Figure label={say('fee')} note={fee === null && say('fee_unknown')}>
          {fee === null ? '–' : <Amount value={fee} currency={currency} />}
        </Figure>
        <Figure label={say('back')}>
          <Amount value={back} currency={currency} />
        </Figure>
        <Figure label={say('kept')}>
          <Amount value={kept} currency={currency} />
        </Figure>
      </div>
    </Panel>
  );
}

function Refunds({ payment }: { readonly payment: PaymentDetail }) {
  const say = useWords(paymentsWords);
  const format = useFormat();
  return (
    <Panel title={say('refunds')} flush>
      {payment.refunds.length === 0 ? (
        <p className="px-4 pb-4 text-ink-2">{say('no_refunds_here')}</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {payment.refunds.map((refund) => (
            <li key={refund.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0">
                <p className="break-words">{refund.reason}</p>
                <p className="text-sm text-ink-2">
                  {format.time(refund.created_at)}
                  {refund.detail !== null && ` · ${refund.detail}`}
                </p>
              </div>
              <div className="flex items-center gap-3">
                <RefundChip refund={refund} />
                <Amount value={refund.amount} currency={refund.currency} className="font-medium" />
                {refund.stuck && <RetryButton id={refund.id} amount={refund.amount} currency={refund.currency} />}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function PaymentFacts({ payment }: { readonly payment: PaymentDetail }) {
  const say = useWords(paymentsWords);
  const format = useFormat();
  const { order } = payment;
  const look = 'underline decoration-line underline-offset-4 hover:text-leaf';
  return (
    <Panel>
      <Facts
        items={[
          [
            say('order'),
            <Link key="order" to="/orders/$id" params={{ id: order.id }} className={look}>
              {order.order_number}
            </Link>,
          ],
          [
            say('customer'),
            <Link key="customer" to="/customers/$id" params={{ id: order.customer_id }} className={look}>
              {order.customer_name ?? say('somebody')}
            </Link>,
          ],
          [say('when'), format.time(payment.captured_at)],
          [say('gateway'), gatewayNames[payment.gateway] ?? payment.gateway],
          [
            say('gateway_id'),
            <code key="id" className="text-sm break-all">
              {payment.gateway_payment_id}
            </code>,
          ],
          payment.method !== null && [say('method'), payment.method],
          payment.fee_tax !== null && [say('fee_tax'), <Amount key="tax" value={payment.fee_tax} currency={payment.currency} />],
          [
            say('entries'),
            <Drill key="entries" path={payment.drill}>
              {say('entries')}
            </Drill>,
          ],
        ]}
      />
    </Panel>
  );
}
