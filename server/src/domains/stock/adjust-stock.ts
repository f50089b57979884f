/** Signed changes of stock at one place: opening, adjusting, writing off, receiving without a bill. Never takes what is promised to an order. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { AccountRole } from '../books/index.ts';
import { lockLevels } from './level.store.ts';
import { movementsOf } from './movement.store.ts';
import { levelAt, openLevels, placeOf } from './open-levels.ts';
import type { StockDeps } from './stock-deps.ts';
import { freeUnits, leftText, type StockLevel } from './stock-level.ts';
import { type ValueChange, valueMoved } from './stock-postings.ts';
import { valueOfIssue, valueOfReceipt } from './stock-value.ts';
import { type Move, writeMovements } from './write-movements.ts';

export const MOST_UNITS = 10_000_000;

export interface AdjustmentLine {
  readonly variantId: VariantId;
  /** Signed difference; 0 opens counting and moves nothing. */
  readonly quantity: number;
  readonly unitCost?: Money;
}

interface About {
  readonly reason: 'opening' | 'adjustment' | 'purchase' | 'write_off' | 'count';
  readonly note?: string;
  /** Absent: the default place. */
  readonly locationId?: LocationId;
  readonly causeKind: string;
  readonly causeId: string;
  readonly actor: string;
}

export interface Adjustment extends AdjustmentLine, About {}

/** Many at once, each variant once: one cause, one entry in the books. */
export interface Adjustments extends About {
  readonly lines: readonly AdjustmentLine[];
}

export interface Adjusted {
  readonly onHand: number;
  readonly available: number;
}

/** Over all places. Refuses `variant.not_found`, `location.not_found`, `stock.insufficient`, `request.invalid`. */
export async function adjustStock(deps: StockDeps, tx: Tx, input: Adjustment): Promise<Result<Adjusted>> {
  const levels = await adjust(deps, tx, { ...input, lines: [input] }, input.variantId);
  if (!levels.ok) return levels;
  const mine = levels.value.filter((level) => level.variantId === input.variantId);
  return ok({ onHand: mine.reduce((total, level) => total + level.onHand, 0), available: freeUnits(mine) });
}

/** As adjustStock, for imports. The fields of a refusal are `lines.N.…`. */
export async function adjustMany(deps: StockDeps, tx: Tx, input: Adjustments): Promise<Result<void>> {
  const done = await adjust(deps, tx, input, undefined);
  return done.ok ? ok(undefined) : done;
}

/** @param single the variant of a lone adjustment: several of them may share a cause, and its fields are not in a list. */
async function adjust(deps: StockDeps, tx: Tx, input: Adjustments, single: VariantId | undefined): Promise<Result<readonly StockLevel[]>> {
  const field = (index: number, name: string) => (single === undefined ? `lines.${index}.${name}` : name);
  const wrong = input.lines.flatMap((line, index) => problemsOf(line, (name) => field(index, name)));
  if (wrong.length > 0) return refuse('request.invalid', { details: wrong });
  const place = await placeOf(deps, tx, input.locationId);
  if (!place.ok) return place;
  const locationId = place.value;
  const ids = input.lines.map((line) => line.variantId);
  const opened = await levelsFor(deps, tx, locationId, input);
  if (!opened.ok) return opened;
  const levels = opened.value;
  const done = new Set(
    (await movementsOf(tx, { kind: input.causeKind, id: input.causeId })).flatMap((each) =>
      each.reason === input.reason && each.locationId === locationId ? [each.variantId] : [],
    ),
  );
  const short: FieldProblem[] = [];
  const moves: Move[] = [];
  for (const [index, line] of input.lines.entries()) {
    if (line.quantity === 0 || done.has(line.variantId)) continue;
    const level = levelAt(levels, line.variantId, locationId);
    const free = level === undefined ? 0 : level.onHand - level.held;
    if (line.quantity < 0 && free < -line.quantity) short.push({ field: field(index, 'quantity'), message: leftText(free) });
    else if (level) moves.push(moveOf(level, line, input));
  }
  if (short.length > 0) return refuse('stock.insufficient', { details: short });
  if (moves.length === 0) return ok(levels);
  await write(deps, tx, input, moves, single);
  return ok(await lockLevels(tx, ids));
}

/** Taking away opens nothing. */
async function levelsFor(deps: StockDeps, tx: Tx, locationId: LocationId, input: Adjustments): Promise<Result<readonly StockLevel[]>> {
  const arriving = input.lines.filter((line) => line.quantity >= 0).map((line) => line.variantId);
  const leaving = input.lines.filter((line) => line.quantity < 0).map((line) => line.variantId);
  if (leaving.length === 0) return openLevels(deps, tx, locationId, arriving);
  await lockLevels(
    tx,
    input.lines.map((line) => line.variantId),
  );
  const opened = await openLevels(deps, tx, locationId, arriving);
  return opened.ok ? ok([...opened.value, ...(await lockLevels(tx, leaving))]) : opened;
}

async function write(deps: StockDeps, tx: Tx, input: Adjustments, moves: readonly Move[], single: VariantId | undefined): Promise<void> {
  const { currency } = await writeMovements(deps, tx, { moves });
  const cause = `${input.causeKind}:${input.causeId}`;
  await deps.books.post(tx, {
    cause: { kind: `stock.${input.reason}`, id: single === undefined ? cause : `${cause}:${single}` },
    description: DESCRIPTIONS[input.reason] + (input.note === undefined ? '' : `: ${input.note}`),
    currency,
    lines: linesOf(input.reason, moves),
    actor: input.actor,
  });
}

const DESCRIPTIONS = {
  opening: 'Opening stock',
  adjustment: 'Stock adjusted',
  purchase: 'Goods received without a bill',
  write_off: 'Stock written off',
  count: 'Stock counted',
} as const;

const AGAINST: Readonly<Record<About['reason'], AccountRole>> = {
  opening: 'opening',
  adjustment: 'stock_adjustment',
  purchase: 'payable',
  write_off: 'stock_adjustment',
  count: 'stock_adjustment',
};

/** Taking away "purchased" goods without saying to whom is an adjustment: no supplier owes for it. */
function linesOf(reason: About['reason'], moves: readonly ValueChange[]) {
  if (reason !== 'purchase') return valueMoved(AGAINST[reason], moves);
  return [
    ...valueMoved(
      'payable',
      moves.filter((move) => move.valueMinor > 0n),
    ),
    ...valueMoved(
      'stock_adjustment',
      moves.filter((move) => move.valueMinor < 0n),
    ),
  ];
}

function problemsOf(line: AdjustmentLine, field: (name: string) => string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!Number.isInteger(line.quantity) || Math.abs(line.quantity) > MOST_UNITS)
    problems.push({ field: field('quantity'), message: `Whole units, at most ${MOST_UNITS}.` });
  if (line.unitCost && line.unitCost.minor < 0n) problems.push({ field: field('unit_cost'), message: 'A cost is not negative.' });
  return problems;
}

function moveOf(level: StockLevel, line: AdjustmentLine, about: About): Move {
  const held = { quantity: level.onHand, valueMinor: level.valueMinor };
  const { quantity } = line;
  return {
    variantId: line.variantId,
    locationId: level.locationId,
    quantity,
    valueMinor: quantity > 0 ? valueOfReceipt(held, quantity, line.unitCost?.minor) : -valueOfIssue(held, -quantity),
    unitCostMinor: line.unitCost?.minor,
    reason: about.reason,
    note: about.note,
    causeKind: about.causeKind,
    causeId: about.causeId,
    actor: about.actor,
  };
}
