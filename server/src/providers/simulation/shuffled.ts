/** A random order, for events that leave together and arrive as they like. */

/** A copy; each order is as likely as any other (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const a = mixed[index] as T;
    mixed[index] = mixed[other] as T;
    mixed[other] = a;
  }
  return mixed;
}
