/** What payments pages share: their tabs, chips of states, an order with its customer, asking again for a refund. */

import type { PaymentRow, RefundRow } from '@parley/contract/api/payments.ts';
import { accounting } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { PageTabs } from '../../ui/page-tabs.tsx';
import { StatusChip, type Tone } from '../../ui/status-chip.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { statementCountsQuery } from '../books/books-queries.ts';
import { attentionQuery } from './payments-queries.ts';
import { paymentsWords } from './payments-words.ts';

export function PaymentsTabs() {
  const say = useWords(paymentsWords);
  const { data: attention } = useQuery(attentionQuery(undefined));
  const { data: statements } = useQuery(statementCountsQuery);
  return (
    <PageTabs
      name={say('title')}
      tabs={[
        { to: '/payments', label: say('all'), exact: true },
        { to: '/payments/attention', label: say('attention'), count: attention?.pagination.total },
        { to: '/payments/refunds', label: say('refunds') },
        { to: '/payments/links', label: say('links') },
        { to: '/payments/reconcile', label: say('reconcile'), count: statements?.open },
      ]}
    />
  );
}

const verdictTones: Readonly<Record<PaymentRow['verdict'], Tone>> = {
  settled: 'good',
  late: 'good',
  excess: 'attention',
  mismatch: 'attention',
  unfillable: 'attention',
};

export function VerdictChip({ verdict }: { readonly verdict: PaymentRow['verdict'] }) {
  const say = useWords(paymentsWords);
  return <StatusChip tone={verdictTones[verdict]}>{say(`verdict_${verdict}`)}</StatusChip>;
}

const refundTones: Readonly<Record<RefundRow['state'], Tone>> = { asked: 'info', pending: 'info', processed: 'good', failed: 'quiet' };

export function RefundChip({ refund }: { readonly refund: Pick<RefundRow, 'state' | 'stuck'> }) {
  const say = useWords(paymentsWords);
  if (refund.stuck && refund.state !== 'failed') return <StatusChip tone="bad">{say('refund_stuck')}</StatusChip>;
  return <StatusChip tone={refund.stuck ? 'bad' : refundTones[refund.state]}>{say(`refund_${refund.state}`)}</StatusChip>;
}

export function OrderCell({ order }: { readonly order: PaymentRow['order'] }) {
  const say = useWords(paymentsWords);
  return (
    <span className="block min-w-0">
      <Link to="/orders/$id" params={{ id: order.id }} className="font-medium whitespace-nowrap hover:text-leaf">
        {order.order_number}
      </Link>
      <span className="block truncate text-sm text-ink-2">{order.customer_name ?? say('somebody')}</span>
    </span>
  );
}

interface RetryButtonProps {
  /** Of the refund. */
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
}

export function RetryButton({ id, amount, currency }: RetryButtonProps) {
  const say = useWords(paymentsWords);
  const format = useFormat();
  const me = useMe();
  const retry = useAct({
    send: () => post(`/payments/refunds/${id}/retry`),
    touches: [['payments'], ['orders'], ['returns']],
    done: () => tellDone(say('retried', { amount: format.money(amount, currency) })),
  });
  if (!mayDo(me, accounting)) return null;
  return (
    <Button size="sm" variant="secondary" isPending={retry.busy} onPress={() => retry.run()}>
      <RotateCw size={14} aria-hidden="true" />
      {say('retry')}
    </Button>
  );
}
