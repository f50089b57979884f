/** Between the selling form's fields and the API's settings. Pure; it judges nothing. */
import { typedAmount } from '../../speech/typed-amount.ts';
import type { Merchant } from './settings-queries.ts';

type Values = Readonly<Record<string, string>>;
type Gateway = Merchant['settings']['payments']['gateways'][number];

export const rules = ['courier', 'flat', 'free_above'] as const;
export const gatewayNames = ['razorpay', 'paystack', 'stripe'] as const satisfies readonly Gateway[];
/** No favourite: the usual order. */
export const NO_FAVOURITE = 'all';

const given = (name: string, value: string | undefined): Values => (value === undefined || value === '' ? {} : { [name]: value });
const amount = (name: string, value = ''): Values => given(name, typedAmount(value));

export function deliveryOf({ rule = 'courier', ...values }: Values): Values {
  if (rule === 'flat') return { kind: rule, amount: typedAmount(values['amount'] ?? '') };
  if (rule === 'free_above')
    return { kind: rule, threshold: typedAmount(values['threshold'] ?? ''), ...amount('amount', values['amount']) };
  return { kind: 'courier' };
}

export const pickupOf = (values: Values) => ({
  offered: values['pickup_offered'] === 'true',
  ...given('address', values['pickup_address']),
  ...given('postal_code', values['pickup_postal_code']),
  ...given('hours', values['pickup_hours']),
});

/** While it is off nobody sees the limit: one that is no number is dropped instead of refused. */
export function codOf(values: Values) {
  const offered = values['cod_offered'] === 'true';
  const max = amount('max', values['cod_max']);
  return { offered, ...(offered || /^\d+(\.\d+)?$/.test(max['max'] ?? '') ? max : {}) };
}

/** Which gateways take payments as they are kept: none named means all. */
export const takenBy = (kept: readonly Gateway[]): readonly Gateway[] => (kept.length === 0 ? gatewayNames : kept);

/**
 * The favourite first, the others in the order they were kept in; empty where that says nothing new: all of them, none before another.
 * @param kept as before @param taken those switched on @param favourite a gateway or NO_FAVOURITE
 */
export function gatewaysOf(kept: readonly Gateway[], taken: readonly string[], favourite: string): readonly Gateway[] {
  const on = [...kept, ...gatewayNames.filter((each) => !kept.includes(each))].filter((each) => taken.includes(each));
  const first = on.find((each) => each === favourite);
  if (first === undefined && on.length === gatewayNames.length) return [];
  return first === undefined ? on : [first, ...on.filter((each) => each !== first)];
}

/** The server names fields by their place (`settings.delivery.amount`), the form by theirs (`amount`, `pickup_address`, `cod_max`). */
export function formProblems(problems: Values): Values {
  return Object.fromEntries(
    Object.entries(problems).map(([field, message]) => [
      field
        .replace(/^settings\./, '')
        .replace(/^delivery\.(?:kind\.)?/, '')
        .replace(/^returns\./, '')
        .replace(/^payments\.gateways.*$/, 'favourite')
        .replace(/^delivery$/, 'rule')
        .replaceAll('.', '_'),
      message,
    ]),
  );
}
