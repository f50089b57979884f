/**
 * Front door of returns: asked, decided, received unit by unit, refunded by what came back. It moves no stock and no money itself: stock
 * and payments do, in the same transaction, and the books hear of the credit last.
 */
import type { CustomerId, OrderId, ReturnId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { PaymentEvent } from '../payments/index.ts';
import { type AskReturnInput, askReturn, type Returnable, returnableOf } from './ask-return.ts';
import { closeReturn, decideReturn } from './decide-return.ts';
import { type ReceiveInput, receiveReturn } from './receive-return.ts';
import { followRefund, type RefundInput, refundReturn, worthOf } from './refund-return.ts';
import { forgetCustomer, listReturns, moveToCustomer, type ReturnQuery, type ReturnStep, returnById, stepsOf } from './return.store.ts';
import type { ReturnView } from './return.ts';
import type { ReturnsDeps } from './returns-deps.ts';

export type { AskReturnInput, Returnable, ReturnableLine } from './ask-return.ts';
export { expectedCredit } from './ask-return.ts';
export type { ReceiveInput } from './receive-return.ts';
export type { ReturnStep } from './return.store.ts';
export type { Outcome, RefundWay, ReturnEvent, ReturnLine, ReturnState, ReturnView } from './return.ts';
export { returnStates } from './return.ts';
export type { ReturnsDeps } from './returns-deps.ts';

interface ByStaff {
  /** Told to the customer. */
  readonly message?: string;
  readonly actor: string;
}

export interface Returns {
  /** What of an order could come back now, and the returns it has. Refuses `order.not_found`. */
  returnable(tx: Tx, orderId: OrderId): Promise<Result<Returnable>>;
  /** Refuses `order.not_found`, `order.wrong_state`, `return.window_closed` (customers only), `request.invalid`, `return.too_many`. */
  ask(tx: Tx, input: AskReturnInput): Promise<Result<ReturnView>>;
  /** Refuses `return.not_found`, `return.wrong_state`; so do the verbs below. */
  approve(tx: Tx, id: ReturnId, input: ByStaff): Promise<Result<ReturnView>>;
  decline(tx: Tx, id: ReturnId, input: ByStaff): Promise<Result<ReturnView>>;
  /** One receipt of several; refuses `return.too_many`. */
  receive(tx: Tx, id: ReturnId, input: ReceiveInput): Promise<Result<ReturnView>>;
  /** Without an amount: all that came back is worth; refuses `payment.refund_too_large`. */
  refund(tx: Tx, id: ReturnId, input: RefundInput): Promise<Result<ReturnView>>;
  /** What never came, of which nothing came back, or whose refund the gateway could not carry. */
  close(tx: Tx, id: ReturnId, actor: string): Promise<Result<ReturnView>>;
  get(tx: Tx, id: ReturnId): Promise<Result<ReturnDetail>>;
  list(tx: Tx, query: ReturnQuery): Promise<{ readonly items: readonly ReturnView[]; readonly total: number }>;
  /** What the units that came back so far were paid for: the most that may be refunded. */
  worth(view: ReturnView): Money;
  onPaymentEvent(tx: Tx, event: PaymentEvent): Promise<void>;
  /** For `onMerged` of customers: returns follow the person. */
  moveToCustomer(tx: Tx, from: CustomerId, to: CustomerId): Promise<void>;
  /** For `onErased` of customers. */
  forgetCustomer(tx: Tx, id: CustomerId): Promise<void>;
}

export interface ReturnDetail extends ReturnView {
  /** Oldest first. */
  readonly timeline: readonly ReturnStep[];
}

export function createReturns(deps: ReturnsDeps): Returns {
  return {
    returnable: (tx, orderId) => returnableOf(deps, tx, orderId),
    ask: (tx, input) => askReturn(deps, tx, input),
    approve: (tx, id, input) => decideReturn(deps, tx, id, { ...input, to: 'approved' }),
    decline: (tx, id, input) => decideReturn(deps, tx, id, { ...input, to: 'declined' }),
    receive: (tx, id, input) => receiveReturn(deps, tx, id, input),
    refund: (tx, id, input) => refundReturn(deps, tx, id, input),
    close: (tx, id, actor) => closeReturn(deps, tx, id, actor),
    get: (tx, id) => detailOf(tx, id),
    list: listReturns,
    worth: (view) => worthOf(view).total,
    onPaymentEvent: (tx, event) => followRefund(deps, tx, event),
    moveToCustomer,
    forgetCustomer,
  };
}

async function detailOf(tx: Tx, id: ReturnId): Promise<Result<ReturnDetail>> {
  const view = await returnById(tx, id);
  return view ? ok({ ...view, timeline: await stepsOf(tx, id) }) : refuse('return.not_found');
}
