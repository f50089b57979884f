/** What differs between before and after, field by field. Pure. */

export interface AuditChange {
  /** `settings.delivery.amount`; empty where the whole is one value. */
  readonly field: string;
  /** Undefined: there was none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Bag = Readonly<Record<string, unknown>>;
const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNothing = (value: unknown): boolean => value === null || value === undefined || value === '';

export function changesOf(before: unknown, after: unknown, field = ''): readonly AuditChange[] {
  if (isBag(before) || isBag(after)) {
    const [old, now] = [isBag(before) ? before : {}, isBag(after) ? after : {}];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) =>
      changesOf(old[key], now[key], field === '' ? key : `${field}.${key}`),
    );
  }
  if (JSON.stringify(before) === JSON.stringify(after) || (isNothing(before) && isNothing(after))) return [];
  return [{ field, before: textOf(before), after: textOf(after) }];
}

function textOf(value: unknown): string | undefined {
  if (isNothing(value)) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
