/** What an order is and what it waits for, as chips and words; used wherever orders are listed. Decides nothing. */
import type { OrderAnswer } from '@parley/contract/api/orders.ts';
import type { NextStep } from '@parley/contract/values/next-step.ts';
import { useWords } from '../../speech/speech.ts';
import { StatusChip, type Tone } from '../../ui/status-chip.tsx';
import { orderStateWords } from './order-state-words.ts';
import type { OrderStatus, PaymentStatus } from './orders-search.ts';

const statusTones: Readonly<Record<OrderStatus, Tone>> = {
  pending: 'attention',
  confirmed: 'info',
  processing: 'info',
  shipped: 'info',
  delivered: 'good',
  cancelled: 'quiet',
};
const paymentTones: Readonly<Record<PaymentStatus, Tone>> = {
  unpaid: 'attention',
  paid: 'good',
  partially_refunded: 'quiet',
  refunded: 'quiet',
};

export function OrderChip({ status }: { readonly status: OrderStatus }) {
  const say = useWords(orderStateWords);
  return <StatusChip tone={statusTones[status]}>{say(status)}</StatusChip>;
}

type Paid = Pick<OrderAnswer, 'payment_status' | 'payment_method'> & Partial<Pick<OrderAnswer, 'cod_collected_at' | 'cod_remitted_at'>>;

/** Cash on delivery says where the cash is; everything else whether it is paid. */
export function PaymentChip({ order }: { readonly order: Paid }) {
  const say = useWords(orderStateWords);
  if (order.payment_method === 'cod' && (order.payment_status === 'unpaid' || order.payment_status === 'paid')) {
    if (order.cod_remitted_at) return <StatusChip tone="good">{say('cod_remitted')}</StatusChip>;
    if (order.cod_collected_at) return <StatusChip tone="attention">{say('cod_collected')}</StatusChip>;
    if (order.payment_status === 'unpaid') return <StatusChip tone="quiet">{say('cod')}</StatusChip>;
  }
  return <StatusChip tone={paymentTones[order.payment_status]}>{say(order.payment_status)}</StatusChip>;
}

export function useNextStepName(): (step: NextStep, deliveryMethod: string) => string {
  const say = useWords(orderStateWords);
  return (step, deliveryMethod) => say(step === 'deliver' && deliveryMethod === 'pickup' ? 'next_hand_over' : `next_${step}`);
}
