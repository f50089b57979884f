/** Optional fields for objects that are sent or stored: a field that is not known is left out, never written as undefined. */

/** `{ [key]: value }`, or an empty object where there is no value. */
export function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  if (value === undefined) return {};
  return { [key]: value } as { readonly [P in K]?: V };
}
