/** The parameters of a webhook by name, whatever form the body has. Pure; no body makes it throw. */

export type Fields = Readonly<Record<string, string | undefined>>;

/** The parameter of the status address that carries our id. */
export const ourIdParameter = 'message';

/** Of a name that comes twice, the first; JSON bodies name the same things. */
export function fieldsOf(body: Uint8Array): Fields {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  const pairs = /^\s*[[{]/.test(text) ? jsonPairs(text) : [...new URLSearchParams(text)].toReversed();
  return Object.assign(Object.create(null), Object.fromEntries(pairs)) as Fields;
}

function jsonPairs(text: string): readonly (readonly [string, string])[] {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return [];
    return Object.entries(json).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const);
  } catch {
    return [];
  }
}
