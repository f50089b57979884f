/** The noun level: what lies at one place, and how a wanted quantity is taken from several. Pure. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import type { FieldProblem } from '@parley/contract/values/result.ts';

export interface StockLine {
  readonly variantId: VariantId;
  /** Whole units, at least 1. */
  readonly quantity: number;
}

export interface StockLevel {
  readonly variantId: VariantId;
  readonly locationId: LocationId;
  readonly onHand: number;
  /** Of these, promised to somebody: 0 ≤ held ≤ onHand. */
  readonly held: number;
  readonly valueMinor: bigint;
}

export interface Take {
  readonly level: StockLevel;
  readonly quantity: number;
}

/** Wanted units by variant; several lines of one variant add up. */
export function wantedUnits(lines: readonly StockLine[]): ReadonlyMap<VariantId, number> {
  const wanted = new Map<VariantId, number>();
  for (const line of lines) {
    if (!Number.isInteger(line.quantity) || line.quantity < 1) throw new Error(`a stock line of ${line.quantity}`);
    wanted.set(line.variantId, (wanted.get(line.variantId) ?? 0) + line.quantity);
  }
  return wanted;
}

export function levelsByVariant(levels: readonly StockLevel[]): ReadonlyMap<VariantId, readonly StockLevel[]> {
  return Map.groupBy(levels, (level) => level.variantId);
}

export function freeUnits(levels: readonly StockLevel[]): number {
  return levels.reduce((total, level) => total + level.onHand - level.held, 0);
}

/** Takes free units in the order of the levels; undefined when there are not enough. */
export function takeFree(levels: readonly StockLevel[], quantity: number): readonly Take[] | undefined {
  const takes: Take[] = [];
  let left = quantity;
  for (const level of levels) {
    const part = Math.min(left, level.onHand - level.held);
    if (part > 0) takes.push({ level, quantity: part });
    left -= Math.max(0, part);
  }
  return left === 0 ? takes : undefined;
}

/** One problem for each line whose variant is short, saying what is left. @param list what the request calls its lines. */
export function shortages(
  lines: readonly Pick<StockLine, 'variantId'>[],
  left: ReadonlyMap<VariantId, number>,
  list: 'items' | 'lines' = 'items',
): FieldProblem[] {
  return lines.flatMap((line, index) => {
    const units = left.get(line.variantId);
    return units === undefined ? [] : [{ field: `${list}.${index}.quantity`, message: leftText(units) }];
  });
}

export function leftText(units: number): string {
  return units === 0 ? 'None left.' : `Only ${units} left.`;
}
