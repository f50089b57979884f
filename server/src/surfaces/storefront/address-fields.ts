/** Which address fields a country has, what is right in them, and how a typed form becomes an Address. Pure: no page, no database. */
import type { Address } from '../../domains/customers/index.ts';
import { regionsOf } from './address-regions.ts';
import type { WordKey } from './words/en.ts';

export type FieldName = 'name' | 'phone' | 'postal_code' | 'line1' | 'line2' | 'landmark' | 'city' | 'state' | 'country';

export interface AddressField {
  readonly name: FieldName;
  readonly label: WordKey;
  readonly hint?: WordKey;
  readonly required: boolean;
  readonly autocomplete: string;
  readonly inputMode: 'text' | 'tel' | 'numeric';
  /** A closed choice instead of free text. */
  readonly options?: readonly string[];
  /** Stands beside the next field where there is room. */
  readonly half?: boolean;
}

export interface AddressProblem {
  readonly field: FieldName;
  readonly key: WordKey;
  readonly values?: Readonly<Record<string, string | number>>;
}

export type AddressForm = Readonly<Partial<Record<FieldName, string>>>;

const LONGEST: Readonly<Record<FieldName, number>> = {
  name: 80,
  phone: 24,
  postal_code: 12,
  line1: 120,
  line2: 120,
  landmark: 80,
  city: 30,
  state: 60,
  country: 2,
};

/** Fields in the order they are asked, for a country (ISO 3166-1 alpha-2). */
export function addressFields(country: string): readonly AddressField[] {
  const own = country === 'IN' || country === 'BR' ? country : undefined;
  const options = regionsOf(country);
  const postcode: AddressField = {
    name: 'postal_code',
    label: own ? `address.postcode.${own}` : 'address.postcode',
    required: country !== 'NG',
    autocomplete: 'postal-code',
    inputMode: own ? 'numeric' : 'text',
    half: true,
  };
  const city: AddressField = { name: 'city', label: 'address.city', required: true, autocomplete: 'address-level2', inputMode: 'text' };
  const state: AddressField = {
    name: 'state',
    label: 'address.state',
    required: options !== undefined,
    autocomplete: 'address-level1',
    inputMode: 'text',
    ...(options ? { options } : {}),
  };
  const lines: AddressField[] = [
    {
      name: 'line1',
      label: own ? `address.line1.${own}` : 'address.line1',
      required: true,
      autocomplete: 'address-line1',
      inputMode: 'text',
    },
    {
      name: 'line2',
      label: own ? `address.line2.${own}` : 'address.line2',
      required: country === 'IN',
      autocomplete: 'address-line2',
      inputMode: 'text',
    },
  ];
  const landmark: AddressField = {
    name: 'landmark',
    label: 'address.landmark',
    hint: 'address.landmark.hint',
    required: false,
    autocomplete: 'off',
    inputMode: 'text',
  };
  // Where the postal code decides town and state, it comes first; elsewhere it closes the address.
  if (own) return [postcode, { ...city, half: true }, ...lines, ...(own === 'IN' ? [landmark] : []), state];
  if (country === 'NG') return [...lines, landmark, { ...city, half: true }, state, postcode];
  return [...lines, { ...postcode, half: true }, { ...city, half: true }, state];
}

export const whoFields: readonly AddressField[] = [
  { name: 'name', label: 'address.name', required: true, autocomplete: 'name', inputMode: 'text' },
  { name: 'phone', label: 'address.phone', hint: 'address.phone.hint', required: true, autocomplete: 'tel', inputMode: 'tel' },
];

/**
 * Reads a typed form. `place` knows the state of a postal code, and fills it where the customer left it open.
 * Answers the address, or every problem with its field.
 */
export function readAddress(
  form: AddressForm,
  country: string,
  phone: { readonly normalise: (text: string, country: string) => string | undefined },
  place: (country: string, postalCode: string) => { readonly city?: string; readonly state: string } | undefined,
):
  | { readonly address: Address; readonly problems: readonly [] }
  | { readonly address: undefined; readonly problems: readonly AddressProblem[] } {
  const text = (name: FieldName): string => (form[name] ?? '').replace(/\s+/g, ' ').trim();
  const postalCode = postcodeOf(text('postal_code'), country);
  const known = postalCode === undefined ? undefined : place(country, postalCode);
  const values: Record<FieldName, string> = {
    name: text('name'),
    phone: phone.normalise(text('phone'), country) ?? '',
    postal_code: postalCode ?? '',
    line1: text('line1'),
    line2: text('line2'),
    landmark: text('landmark'),
    city: text('city') || (known?.city ?? ''),
    state: text('state') || (known?.state ?? ''),
    country,
  };
  const problems = [...whoFields, ...addressFields(country)].flatMap((field) =>
    problemOf(field, values[field.name], text(field.name), country),
  );
  if (problems.length > 0) return { address: undefined, problems };
  return {
    problems: [],
    address: {
      name: values.name,
      phone: values.phone,
      line1: values.line1,
      ...(values.line2 ? { line2: values.line2 } : {}),
      ...(values.landmark ? { landmark: values.landmark } : {}),
      city: values.city,
      state: values.state,
      postalCode: values.postal_code,
      country,
    },
  };
}

/** The postal code in its own form, or undefined when it cannot be one. */
export function postcodeOf(text: string, country: string): string | undefined {
  const bare = text.replace(/[\s-]/g, '').toUpperCase();
  if (country === 'IN') return /^[1-9]\d{5}$/.test(bare) ? bare : undefined;
  if (country === 'BR') return /^\d{8}$/.test(bare) ? `${bare.slice(0, 5)}-${bare.slice(5)}` : undefined;
  const shown = text.trim().toUpperCase();
  return /^[A-Z0-9][A-Z0-9 -]{1,10}$/.test(shown) ? shown : undefined;
}

function problemOf(field: AddressField, value: string, typed: string, country: string): AddressProblem[] {
  const name = field.name;
  if (typed.length > LONGEST[name]) return [{ field: name, key: 'problem.too_long', values: { max: LONGEST[name] } }];
  if (value === '' && typed === '')
    return field.required ? [{ field: name, key: name === 'state' ? 'problem.state' : 'problem.required' }] : [];
  if (name === 'phone' && value === '') return [{ field: name, key: 'problem.phone' }];
  if (name === 'postal_code' && value === '')
    return [{ field: name, key: country === 'IN' || country === 'BR' ? `problem.postcode.${country}` : 'problem.required' }];
  if (field.options && !field.options.includes(value)) return [{ field: name, key: 'problem.state' }];
  return [];
}
