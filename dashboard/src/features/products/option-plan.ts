/** Which combinations a set of options makes, and which of them are missing. Pure. */

export interface OptionDraft {
  readonly key: string;
  /** Its name in what is saved; undefined for a new one. */
  readonly was: string | undefined;
  readonly name: string;
  /** As typed: values between commas. */
  readonly values: string;
}

export const MOST_VARIANTS = 100;
export const MOST_OPTIONS = 3;

/** Each value once, in the order typed. */
export function valuesOf(text: string): readonly string[] {
  const seen = new Map<string, string>();
  for (const value of text.split(',').map((each) => each.trim()))
    if (value !== '' && !seen.has(value.toLowerCase())) seen.set(value.toLowerCase(), value);
  return [...seen.values()];
}

/** All combinations, the last option changing fastest. */
export function combinationsOf(options: readonly OptionDraft[]): readonly Readonly<Record<string, string>>[] {
  return options.reduce<readonly Readonly<Record<string, string>>[]>(
    (made, option) => made.flatMap((each) => valuesOf(option.values).map((value) => ({ ...each, [option.name.trim()]: value }))),
    [{}],
  );
}

export function countOf(options: readonly OptionDraft[]): number {
  return options.reduce((count, option) => count * Math.max(1, valuesOf(option.values).length), 1);
}

export const isComplete = (options: readonly OptionDraft[]): boolean =>
  options.every((option) => option.name.trim() !== '' && valuesOf(option.values).length > 0);

/** The combinations that no variant has. */
export function missingOf(
  wanted: readonly Readonly<Record<string, string>>[],
  there: readonly Readonly<Record<string, string>>[],
): readonly Readonly<Record<string, string>>[] {
  const nameOf = (values: Readonly<Record<string, string>>): string =>
    JSON.stringify(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const known = new Set(there.map(nameOf));
  return wanted.filter((values) => !known.has(nameOf(values)));
}
