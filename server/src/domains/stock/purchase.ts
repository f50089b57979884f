/** The noun purchase: what was received from a supplier at which cost, what of it went back, what the bill says now. Pure. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import type { FieldProblem } from '@parley/contract/values/result.ts';

export interface PurchaseLine {
  /** 1, 2, 3 … */
  readonly position: number;
  readonly variantId: VariantId;
  readonly quantity: number;
  /** As received. */
  readonly unitCostMinor: bigint;
  /** As the bill says by now. */
  readonly billedUnitCostMinor: bigint;
  readonly returnedQuantity: number;
  readonly lot: string | undefined;
}

export interface Purchase {
  readonly id: string;
  readonly number: string;
  readonly supplier: string;
  readonly reference: string | undefined;
  readonly locationId: LocationId;
  readonly currency: string;
  /** What the bill says: all lines and the tax; what went back is not taken off. */
  readonly totalMinor: bigint;
  readonly taxMinor: bigint;
  /** Local date, `YYYY-MM-DD`. */
  readonly receivedOn: string;
  readonly note: string | undefined;
  readonly actor: string;
  readonly createdAt: Date;
  readonly lines: readonly PurchaseLine[];
}

export function purchaseNumber(count: number): string {
  return `PUR-${String(count).padStart(5, '0')}`;
}

export function billTotal(lines: readonly Pick<PurchaseLine, 'quantity' | 'billedUnitCostMinor'>[], taxMinor: bigint): bigint {
  return lines.reduce((total, line) => total + line.billedUnitCostMinor * BigInt(line.quantity), taxMinor);
}

/** Says a line of a purchase by its position, or by its variant. */
export interface LineName {
  readonly position?: number | undefined;
  readonly variantId?: VariantId | undefined;
}

export function linesNamed(lines: readonly PurchaseLine[], name: LineName): PurchaseLine[] {
  return lines.filter(
    (line) =>
      (name.position === undefined || line.position === name.position) &&
      (name.variantId === undefined || line.variantId === name.variantId),
  );
}

export interface WantedReturn extends LineName {
  readonly quantity: number;
  /** What the supplier gives back for one; absent: what it was billed at. */
  readonly unitCostMinor?: bigint | undefined;
}

export interface ReturnedLine {
  readonly position: number;
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly unitCostMinor: bigint;
}

/** Spreads what goes back over the lines it was received on, in their order. */
export function planReturn(
  lines: readonly PurchaseLine[],
  wanted: readonly WantedReturn[],
): { readonly returned: readonly ReturnedLine[]; readonly problems: readonly FieldProblem[] } {
  const open = new Map(lines.map((line) => [line.position, line.quantity - line.returnedQuantity]));
  const returned: ReturnedLine[] = [];
  const problems: FieldProblem[] = [];
  for (const [index, want] of wanted.entries()) {
    const named = linesNamed(lines, want);
    const left = named.reduce((total, line) => total + (open.get(line.position) ?? 0), 0);
    if (named.length === 0) problems.push({ field: `lines.${index}`, message: 'The purchase has no such line.' });
    else if (left < want.quantity) problems.push({ field: `lines.${index}.quantity`, message: `Of this purchase ${left} can go back.` });
    else spread(want, named, open, returned);
  }
  return { returned, problems };
}

function spread(want: WantedReturn, named: readonly PurchaseLine[], open: Map<number, number>, returned: ReturnedLine[]): void {
  let rest = want.quantity;
  for (const { position, variantId, billedUnitCostMinor } of named) {
    const quantity = Math.min(rest, open.get(position) ?? 0);
    if (quantity === 0) continue;
    open.set(position, (open.get(position) ?? 0) - quantity);
    returned.push({ position, variantId, quantity, unitCostMinor: want.unitCostMinor ?? billedUnitCostMinor });
    rest -= quantity;
  }
}

export interface WantedCorrection extends LineName {
  readonly unitCostMinor: bigint;
}

export interface CorrectedLine {
  readonly position: number;
  readonly variantId: VariantId;
  /** Units that were kept: what went back was settled at the price agreed for it. */
  readonly quantity: number;
  readonly unitCostMinor: bigint;
  /** Signed: new bill − old, for the units kept. */
  readonly differenceMinor: bigint;
}

export function planCorrection(
  lines: readonly PurchaseLine[],
  wanted: readonly WantedCorrection[],
): { readonly corrected: readonly CorrectedLine[]; readonly problems: readonly FieldProblem[] } {
  const corrected = new Map<number, CorrectedLine>();
  const problems: FieldProblem[] = [];
  for (const [index, want] of wanted.entries()) {
    const named = linesNamed(lines, want);
    if (named.length === 0) problems.push({ field: `lines.${index}`, message: 'The purchase has no such line.' });
    for (const { position, variantId, quantity, returnedQuantity, billedUnitCostMinor } of named) {
      const kept = quantity - returnedQuantity;
      const { unitCostMinor } = want;
      if (corrected.has(position)) problems.push({ field: `lines.${index}`, message: 'Each line once.' });
      const differenceMinor = (unitCostMinor - billedUnitCostMinor) * BigInt(kept);
      corrected.set(position, { position, variantId, quantity: kept, unitCostMinor, differenceMinor });
    }
  }
  return { corrected: [...corrected.values()], problems };
}
