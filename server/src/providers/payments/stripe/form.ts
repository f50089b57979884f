/** Bodies as Stripe takes them: form fields whose names carry brackets. It must never know what a field means. */

export type FormValue = string | number | boolean | undefined | readonly FormValue[] | { readonly [name: string]: FormValue };

/** `{ a: [{ b: 1 }] }` becomes `a[0][b]=1`; what is undefined is left out. */
export function encodeForm(fields: { readonly [name: string]: FormValue }): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) append(form, name, value);
  return form;
}

function append(form: URLSearchParams, name: string, value: FormValue): void {
  if (value === undefined) return;
  if (typeof value !== 'object') {
    form.append(name, String(value));
    return;
  }
  for (const [key, each] of Object.entries(value)) append(form, `${name}[${key}]`, each);
}
