/** What came back is received unit by unit, each with its outcome, in as many receipts as it takes until every unit is accounted for. */
import type { ReturnId, VariantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { addStep, changeReturn, lockReturn, setOutcomes } from './return.store.ts';
import { accounted, addOutcomes, isComplete, type Outcome, type ReturnView } from './return.ts';
import type { ReturnsDeps } from './returns-deps.ts';

export interface ReceiveInput {
  readonly lines: readonly { readonly variantId: VariantId; readonly outcome: keyof Outcome; readonly quantity: number }[];
  readonly actor: string;
}

/** Refuses `return.not_found`, `return.wrong_state`, `return.too_many` naming the lines, and what stock refuses. */
export async function receiveReturn(deps: ReturnsDeps, tx: Tx, id: ReturnId, input: ReceiveInput): Promise<Result<ReturnView>> {
  const view = await lockReturn(tx, id);
  if (!view) return refuse('return.not_found');
  if (view.state !== 'approved' && view.state !== 'receiving') return refuse('return.wrong_state');
  const came = countsOf(input);
  const { lines, wrong } = addOutcomes(view.lines, came);
  if (wrong.length > 0) return refuse('return.too_many', { details: wrong.map((each) => problemOf(input, came, each)) });
  if (came.every((line) => accounted(line) === 0)) return refuse('request.invalid');
  const at = deps.clock.now();
  const state = isComplete(lines) ? 'received' : 'receiving';
  await setOutcomes(tx, id, lines);
  await changeReturn(tx, id, { state, at });
  const detail = { lines: came.map(({ variantId, ...outcome }) => ({ variant_id: variantId, ...outcome })) };
  const receiptId = await addStep(tx, id, { kind: 'return.receipt', at, actor: input.actor, detail });
  // Told at the first receipt and at the last; those between are the shop's affair.
  if (view.state !== state) await deps.emit(tx, { name: `return.${state}`, returnId: id, orderId: view.orderId });
  const moved = await deps.stock.receiveReturn(tx, { orderId: view.orderId, returnId: id, receiptId, lines: came, actor: input.actor });
  if (!moved.ok) return moved;
  return ok({ ...view, state, lines, updatedAt: at });
}

/** One count a variant, whatever the order in which its units were looked at. */
function countsOf({ lines }: ReceiveInput): readonly ({ readonly variantId: VariantId } & Outcome)[] {
  const counts = new Map<VariantId, { variantId: VariantId } & Outcome>();
  for (const { variantId, outcome, quantity } of lines) {
    const before = counts.get(variantId) ?? { variantId, restocked: 0, damaged: 0, missing: 0 };
    counts.set(variantId, { ...before, [outcome]: before[outcome] + quantity });
  }
  return [...counts.values()];
}

function problemOf(
  { lines }: ReceiveInput,
  came: readonly { readonly variantId: VariantId }[],
  wrong: { readonly index: number; readonly left: number },
) {
  const index = lines.findIndex((line) => line.variantId === came[wrong.index]?.variantId);
  return { field: `lines.${index}.quantity`, message: `${wrong.left} still to come.` };
}
