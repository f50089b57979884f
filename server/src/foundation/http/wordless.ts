/** Of a request, what may stand in a log that is never changed: words about a person stand with their records, where they can be forgotten. Pure. */

const wordsOfPeople: ReadonlySet<string> = new Set(['reason', 'message', 'note', 'text', 'delivery_address']);

export function wordless(body: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(body ?? {}).filter(([field]) => !wordsOfPeople.has(field)));
}
