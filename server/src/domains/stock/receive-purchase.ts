/** Goods received from a supplier at their cost: stock, ledger, layers and what is owed for them move together. */
import { type LocationId, newId, type VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { MOST_UNITS } from './adjust-stock.ts';
import { readLedgerFacts } from './layer.store.ts';
import { localDay } from './local-day.ts';
import { openLevels, placeOf } from './open-levels.ts';
import { insertPurchase, nextPurchaseCount } from './purchase.store.ts';
import { billTotal, type Purchase, type PurchaseLine, purchaseNumber } from './purchase.ts';
import type { StockDeps } from './stock-deps.ts';
import { purchaseReceived } from './stock-postings.ts';
import { type Move, writeMovements } from './write-movements.ts';

export interface PurchaseInput {
  readonly supplier: string;
  /** The supplier's own number: bill, delivery note. */
  readonly reference?: string;
  /** Absent: the default place. */
  readonly locationId?: LocationId;
  readonly lines: readonly {
    readonly variantId: VariantId;
    readonly quantity: number;
    /** Before tax that can be claimed back. */
    readonly unitCost: Money;
    readonly lot?: string;
  }[];
  /** Tax on top of the lines, to be claimed back. */
  readonly tax?: Money;
  /** Local date `YYYY-MM-DD`; absent: today. */
  readonly receivedOn?: string;
  readonly note?: string;
  readonly actor: string;
}

/** Refuses `variant.not_found`, `location.not_found`, `request.invalid`. */
export async function receivePurchase(deps: StockDeps, tx: Tx, input: PurchaseInput): Promise<Result<Purchase>> {
  const at = deps.clock.now();
  const { currency, timeZone } = await readLedgerFacts(tx, []);
  const today = localDay(at, timeZone);
  const problems = problemsOf(input, currency, today);
  if (problems.length > 0) return refuse('request.invalid', { details: problems });
  const place = await placeOf(deps, tx, input.locationId);
  if (!place.ok) return place;
  const number = purchaseNumber(await nextPurchaseCount(tx));
  const opened = await openLevels(
    deps,
    tx,
    place.value,
    input.lines.map((line) => line.variantId),
  );
  if (!opened.ok) return opened;
  const lines = input.lines.map(lineOf);
  const taxMinor = input.tax?.minor ?? 0n;
  const purchase: Purchase = {
    id: newId<string>(),
    number,
    supplier: input.supplier,
    reference: input.reference,
    locationId: place.value,
    currency,
    totalMinor: billTotal(lines, taxMinor),
    taxMinor,
    receivedOn: input.receivedOn ?? today,
    note: input.note,
    actor: input.actor,
    createdAt: at,
    lines,
  };
  await insertPurchase(tx, purchase);
  const moves = movesOf(purchase);
  await writeMovements(deps, tx, { moves });
  await deps.books.post(tx, {
    cause: { kind: 'stock.purchase', id: purchase.id },
    date: purchase.receivedOn,
    description: `Purchase ${number} from ${purchase.supplier}`,
    currency,
    lines: purchaseReceived({ purchaseId: purchase.id, received: moves, taxMinor }),
    actor: input.actor,
  });
  return ok(purchase);
}

function lineOf(line: PurchaseInput['lines'][number], index: number): PurchaseLine {
  const { variantId, quantity, unitCost, lot } = line;
  return {
    position: index + 1,
    variantId,
    quantity,
    unitCostMinor: unitCost.minor,
    billedUnitCostMinor: unitCost.minor,
    returnedQuantity: 0,
    lot,
  };
}

/** One movement a variant: lines of one variant at several costs or lots arrive together. */
function movesOf(purchase: Purchase): Move[] {
  const byVariant = Map.groupBy(purchase.lines, (line) => line.variantId);
  return [...byVariant].map(([variantId, lines]) => {
    const costs = new Set(lines.map((line) => line.unitCostMinor));
    return {
      variantId,
      locationId: purchase.locationId,
      quantity: lines.reduce((total, line) => total + line.quantity, 0),
      valueMinor: billTotal(lines, 0n),
      unitCostMinor: costs.size === 1 ? lines[0]?.unitCostMinor : undefined,
      reason: 'purchase' as const,
      note: `${purchase.number} ${purchase.supplier}`,
      causeKind: 'purchase',
      causeId: purchase.id,
      actor: purchase.actor,
      ages: lines.map((line) => ({ receivedOn: purchase.receivedOn, lot: line.lot ?? null, quantity: line.quantity })),
    };
  });
}

function problemsOf(input: PurchaseInput, currency: string, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (field: string, message: string) => problems.push({ field, message });
  const amount = (field: string, money: Money) => {
    if (money.minor < 0n) add(field, 'A cost is not negative.');
    if (money.currency !== currency) add(field, `The books are kept in ${currency}.`);
  };
  if (input.lines.length === 0) add('lines', 'At least one.');
  for (const [index, line] of input.lines.entries()) {
    if (!Number.isInteger(line.quantity) || line.quantity < 1 || line.quantity > MOST_UNITS)
      add(`lines.${index}.quantity`, `Whole units, 1 to ${MOST_UNITS}.`);
    amount(`lines.${index}.unit_cost`, line.unitCost);
  }
  if (input.tax) amount('tax', input.tax);
  if (input.receivedOn !== undefined && input.receivedOn > today) add('received_on', 'Not in the future.');
  return problems;
}
