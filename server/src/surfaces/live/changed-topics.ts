/** Which topics differ between two pulses. Pure. */

/** @param before @param after JSON of topic → word. */
export function changedTopics(before: string, after: string): string[] {
  const [old, now] = [before, after].map((text) => JSON.parse(text) as Record<string, string>);
  return Object.keys(now ?? {}).filter((topic) => now?.[topic] !== old?.[topic]);
}
