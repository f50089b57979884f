/** How a change of filters changes an address. It knows no list. */

interface Paged {
  readonly page?: number;
}

/** From the first page again, unless the page is what changes. What says nothing leaves the address. */
export function narrowed<S extends Paged>(before: S, change: { readonly [K in keyof S]?: S[K] | undefined }): S {
  const next = { ...before, page: undefined, ...change };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== '')) as unknown as S;
}
