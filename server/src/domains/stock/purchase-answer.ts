/** A purchase as the API says it. Pure. */
import type { purchase, purchaseDetail } from '@parley/contract/api/purchases.ts';
import type { z } from 'zod';
import type { Purchase } from './index.ts';
import type { PurchaseChange } from './purchase.store.ts';
import { decimalOf, type namesOf } from './stock-routes-deps.ts';

type NamesOf = Awaited<ReturnType<typeof namesOf>>;

/** @param named what the catalogue calls the variants of the lines. */
export function purchaseAnswer(each: Purchase, named: NamesOf): z.infer<typeof purchase> {
  const decimal = (minor: bigint) => decimalOf(minor, each.currency);
  return {
    id: each.id,
    number: each.number,
    supplier: each.supplier,
    reference: each.reference ?? null,
    location_id: each.locationId,
    currency: each.currency,
    total: decimal(each.totalMinor),
    tax: decimal(each.taxMinor),
    received_on: each.receivedOn,
    note: each.note ?? null,
    created_at: each.createdAt.toISOString(),
    lines: each.lines.map((line) => ({
      position: line.position,
      ...named(line.variantId),
      quantity: line.quantity,
      returned_quantity: line.returnedQuantity,
      unit_cost: decimal(line.unitCostMinor),
      billed_unit_cost: decimal(line.billedUnitCostMinor),
      lot: line.lot ?? null,
    })),
  };
}

export function purchaseDetailAnswer(each: Purchase, changes: readonly PurchaseChange[], named: NamesOf): z.infer<typeof purchaseDetail> {
  const decimal = (minor: bigint) => decimalOf(minor, each.currency);
  return {
    ...purchaseAnswer(each, named),
    changes: changes.map((change) => ({
      id: change.id,
      kind: change.kind,
      tax: decimal(change.taxMinor),
      note: change.note ?? null,
      actor: change.actor,
      at: change.at.toISOString(),
      lines: change.lines.map((line) => ({ position: line.position, quantity: line.quantity, unit_cost: decimal(line.unitCostMinor) })),
    })),
  };
}
