/** The noun of returns: what one is, how its states may move, how many units it may take. Pure; never more than was bought. */
import type { CustomerId, OrderId, ReturnId, VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { SoldLine } from './credit.ts';

export const returnStates = ['asked', 'approved', 'declined', 'receiving', 'received', 'refunded', 'closed'] as const;
export type ReturnState = (typeof returnStates)[number];

/** restocked: back on the shelf · damaged: here, and not to be sold · missing: never arrived. */
export interface Outcome {
  readonly restocked: number;
  readonly damaged: number;
  readonly missing: number;
}

export interface ReturnLine extends Outcome {
  readonly variantId: VariantId;
  readonly name: string;
  readonly options: string;
  /** Units that are to come back. */
  readonly quantity: number;
  /** The whole line of the order, as it was sold. */
  readonly sold: SoldLine;
  /** Units of this line that other returns were credited for before this one. */
  readonly creditedBefore: number;
}

/** gateway: the way it was paid · hand: staff pay it out · balance: nothing had been paid, so less is owed. */
export type RefundWay = 'gateway' | 'hand' | 'balance';

export interface ReturnView {
  readonly id: ReturnId;
  readonly number: string;
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly customerId: CustomerId;
  readonly state: ReturnState;
  readonly reason: string;
  /** What the shop told the customer with its decision; '' for nothing. */
  readonly message: string;
  /** `customer:<id>`, `staff:<id>`, `program:<id>`. */
  readonly askedBy: string;
  readonly lines: readonly ReturnLine[];
  /** What was credited; 0 until then. */
  readonly refund: Money;
  readonly refundBy?: RefundWay;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What is announced upward. */
export interface ReturnEvent {
  readonly name:
    | 'return.asked'
    | 'return.approved'
    | 'return.declined'
    | 'return.receiving'
    | 'return.received'
    | 'return.refunded'
    | 'return.closed';
  readonly returnId: ReturnId;
  readonly orderId: OrderId;
}

/** Each state and where it may go. What never came is closed from `approved`. */
export const returnMoves: Readonly<Record<ReturnState, readonly ReturnState[]>> = {
  asked: ['approved', 'declined'],
  approved: ['receiving', 'received', 'closed'],
  declined: [],
  receiving: ['received'],
  received: ['refunded', 'closed'],
  refunded: ['closed'],
  closed: [],
};

export function mayMove(from: ReturnState, to: ReturnState): boolean {
  return returnMoves[from].includes(to);
}

/** Units that really came back. */
export function cameBack(outcome: Outcome): number {
  return outcome.restocked + outcome.damaged;
}

/** Units whose outcome is known. */
export function accounted(outcome: Outcome): number {
  return cameBack(outcome) + outcome.missing;
}

export function isComplete(lines: readonly Pick<ReturnLine, 'quantity' | keyof Outcome>[]): boolean {
  return lines.every((line) => accounted(line) === line.quantity);
}

/** Units that a return takes of what was bought: all it asks for while they may come, then those that came. */
export function unitsTaken(state: ReturnState, line: Pick<ReturnLine, 'quantity' | keyof Outcome>): number {
  if (state === 'declined') return 0;
  return state === 'asked' || state === 'approved' || state === 'receiving' ? line.quantity : cameBack(line);
}

/** What came, per variant, on top of what was known; a line that is not there or would overflow is named by its place. */
export function addOutcomes(
  lines: readonly ReturnLine[],
  came: readonly ({ readonly variantId: VariantId } & Outcome)[],
): { readonly lines: readonly ReturnLine[]; readonly wrong: readonly { readonly index: number; readonly left: number }[] } {
  const now = new Map(lines.map((line) => [line.variantId, line]));
  const wrong: { index: number; left: number }[] = [];
  for (const [index, each] of came.entries()) {
    const line = now.get(each.variantId);
    const left = line ? line.quantity - accounted(line) : 0;
    if (!line || accounted(each) > left) wrong.push({ index, left });
    else
      now.set(each.variantId, {
        ...line,
        restocked: line.restocked + each.restocked,
        damaged: line.damaged + each.damaged,
        missing: line.missing + each.missing,
      });
  }
  return { lines: [...now.values()], wrong };
}

/** `RET-10001`, running for each merchant. */
export function returnNumberOf(count: number): string {
  return `RET-${count}`;
}
