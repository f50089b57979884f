/** The own fields of a product as a draft leaves them. Pure. */
import type { StoredVariant } from '../variant.store.ts';
import type { Draft } from './draft.ts';
import type { KnownProduct } from './known.store.ts';
import type { PlannedFields } from './planned.ts';

export function fieldsOfNew(draft: Draft, variants: readonly StoredVariant[]): PlannedFields {
  return {
    name: draft.name ?? '',
    description: draft.description ?? '',
    externalId: draft.externalId,
    isPriority: draft.isPriority ?? false,
    state: draft.state ?? 'published',
    weightGrams: variants[0]?.weightGrams,
    barcode: draft.barcode ?? undefined,
    hsnCode: draft.hsnCode ?? undefined,
    taxRateBp: draft.taxRateBp ?? undefined,
    supplierId: draft.supplierId ?? undefined,
    isChanged: true,
  };
}

export function mergedFields(known: KnownProduct, draft: Draft, optionNames: readonly string[]): PlannedFields {
  const [only] = draft.variants;
  // With options each variant weighs for itself.
  const weight = optionNames.length === 0 ? only?.weightGrams : undefined;
  const next = {
    name: draft.name ?? known.name,
    description: draft.description ?? known.description,
    externalId: known.externalId ?? (draft.externalId === known.id ? undefined : draft.externalId),
    isPriority: draft.isPriority ?? known.isPriority,
    state: draft.state ?? (known.state as 'draft' | 'published'),
    weightGrams: merged(weight, effectiveWeight(known)) === effectiveWeight(known) ? known.weightGrams : (weight ?? undefined),
    barcode: merged(draft.barcode, known.barcode),
    hsnCode: merged(draft.hsnCode, known.hsnCode),
    taxRateBp: merged(draft.taxRateBp, known.taxRateBp),
    supplierId: merged(draft.supplierId, known.supplierId),
  };
  const isSame = (Object.keys(next) as (keyof typeof next)[]).every((field) => next[field] === known[field]);
  return { ...next, isChanged: !isSame || optionNames.some((name, index) => name !== known.optionNames[index]) };
}

/** What the export says of a product without options. */
function effectiveWeight(known: KnownProduct): number | undefined {
  return known.optionNames.length === 0 ? (known.variants[0]?.weightGrams ?? known.weightGrams) : known.weightGrams;
}

function merged<T>(given: T | null | undefined, before: T | undefined): T | undefined {
  return given === undefined ? before : (given ?? undefined);
}
