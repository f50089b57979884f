/**
 * A bill that came late or was changed. The difference is owed to the supplier or by it; of it, stock takes the share of the units that are
 * still there, and what was sold has cost more or less than was thought. Stock never goes below nothing.
 */
import { type LocationId, newId, type VariantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { lockLevels } from './level.store.ts';
import { insertPurchaseChange, lockPurchase, purchaseChanges, setBilled } from './purchase.store.ts';
import { billTotal, type CorrectedLine, type Purchase, planCorrection, type WantedCorrection } from './purchase.ts';
import type { StockDeps } from './stock-deps.ts';
import type { StockLevel } from './stock-level.ts';
import { purchaseCorrected } from './stock-postings.ts';
import { share, valueThatStays } from './stock-value.ts';
import { traceOf } from './trace.store.ts';
import { UNIT, unitsLeft } from './units-left.ts';
import { type Move, writeMovements } from './write-movements.ts';

export interface PurchaseCorrection {
  readonly purchaseId: string;
  readonly lines: readonly WantedCorrection[];
  /** The bill's tax as it is now, minor units; absent: unchanged. */
  readonly taxMinor?: bigint;
  readonly note?: string;
  readonly actor: string;
}

/** Refuses `purchase.not_found`, `request.invalid`. */
export async function correctPurchase(deps: StockDeps, tx: Tx, input: PurchaseCorrection): Promise<Result<Purchase>> {
  const purchase = await lockPurchase(tx, input.purchaseId);
  if (!purchase) return refuse('purchase.not_found');
  const { corrected, problems } = planCorrection(purchase.lines, input.lines);
  if (problems.length > 0) return refuse('request.invalid', { details: problems });
  const id = newId<string>();
  const taxMinor = input.taxMinor ?? purchase.taxMinor;
  const after = billedAs(purchase, corrected, taxMinor);
  const about = {
    reason: 'purchase_correction' as const,
    causeKind: 'purchase_correction',
    causeId: id,
    actor: input.actor,
    note: input.note,
  };
  const shares = await sharesOf(tx, purchase, corrected);
  const moves = shares.flatMap((each) => each.moves.map((move): Move => ({ ...about, ...move, quantity: 0, ages: [] })));
  await setBilled(tx, after, corrected);
  const at = deps.clock.now();
  const taxDifference = taxMinor - purchase.taxMinor;
  await insertPurchaseChange(tx, { ...input, id, kind: 'correction', lines: corrected, taxMinor: taxDifference, note: input.note, at });
  if (moves.length > 0) await writeMovements(deps, tx, { moves });
  await deps.books.post(tx, {
    cause: { kind: 'stock.purchase_correction', id },
    description: `Bill of purchase ${purchase.number} from ${purchase.supplier} corrected`,
    currency: purchase.currency,
    lines: purchaseCorrected({ purchaseId: purchase.id, corrected: shares, taxMinor: taxDifference }),
    actor: input.actor,
  });
  return ok(after);
}

function billedAs(purchase: Purchase, corrected: readonly CorrectedLine[], taxMinor: bigint): Purchase {
  const costs = new Map(corrected.map((line) => [line.position, line.unitCostMinor]));
  const lines = purchase.lines.map((line) => ({ ...line, billedUnitCostMinor: costs.get(line.position) ?? line.billedUnitCostMinor }));
  return { ...purchase, lines, taxMinor, totalMinor: billTotal(lines, taxMinor) };
}

interface Share {
  readonly variantId: VariantId;
  readonly differenceMinor: bigint;
  /** What stock takes of it. */
  readonly valueMinor: bigint;
  readonly moves: readonly { readonly variantId: VariantId; readonly locationId: LocationId; readonly valueMinor: bigint }[];
}

async function sharesOf(tx: Tx, purchase: Purchase, corrected: readonly CorrectedLine[]): Promise<Share[]> {
  const byVariant = Map.groupBy(corrected, (line) => line.variantId);
  const levels = await lockLevels(tx, [...byVariant.keys()]);
  const returns = new Set((await purchaseChanges(tx, purchase.id)).map((change) => change.id));
  const shares: Share[] = [];
  for (const [variantId, lines] of byVariant) {
    const differenceMinor = lines.reduce((total, line) => total + line.differenceMinor, 0n);
    if (differenceMinor === 0n) continue;
    const trace = await traceOf(tx, { variantId, causeKind: 'purchase', causeId: purchase.id });
    const left = unitsLeft({ ...trace, isOwnReturn: (step) => step.causeKind === 'purchase_return' && returns.has(step.causeId) });
    const kept = purchase.lines.reduce(
      (units, line) => (line.variantId === variantId ? units + BigInt(line.quantity - line.returnedQuantity) : units),
      0n,
    );
    const mine = levels.filter((level) => level.variantId === variantId);
    const moves = mine.flatMap((level) => moveOf(level, differenceMinor, left.get(level.locationId) ?? 0n, kept));
    shares.push({ variantId, differenceMinor, valueMinor: moves.reduce((total, move) => total + move.valueMinor, 0n), moves });
  }
  return shares;
}

function moveOf(level: StockLevel, differenceMinor: bigint, part: bigint, kept: bigint): Share['moves'] {
  const wanted = share(differenceMinor, part, kept * UNIT);
  const valueMinor = valueThatStays({ quantity: level.onHand, valueMinor: level.valueMinor }, wanted);
  return valueMinor === 0n ? [] : [{ variantId: level.variantId, locationId: level.locationId, valueMinor }];
}
