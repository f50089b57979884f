/** The fields of a postal address inside a form, named as the API names them. */
import { useWords } from '../../speech/speech.ts';
import { TextBox } from '../../ui/form.tsx';
import { lineWords } from './line-words.ts';
import type { OrderDetail } from './orders-queries.ts';

type Known = NonNullable<OrderDetail['delivery']['address']>;

const fields = ['name', 'line1', 'line2', 'landmark', 'city', 'state', 'postal_code'] as const;
const needed: ReadonlySet<string> = new Set(['line1', 'city', 'state', 'postal_code']);
const filled = {
  name: 'name',
  line1: 'address-line1',
  line2: 'address-line2',
  landmark: 'off',
  city: 'address-level2',
  state: 'address-level1',
  postal_code: 'postal-code',
} as const;

export function AddressBoxes({ initial }: { readonly initial?: Known | null }) {
  const say = useWords(lineWords);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {fields.map((field) => (
        <TextBox
          key={field}
          name={`delivery_address.${field}`}
          label={say(field === 'name' ? 'receiver' : field)}
          required={needed.has(field)}
          autoComplete={filled[field]}
          initial={initial?.[field] ?? undefined}
          maxLength={200}
          {...(field === 'line1' ? { className: 'sm:col-span-2' } : {})}
        />
      ))}
    </div>
  );
}

/** The address out of a form's values; fields that were left empty are left out. */
export function addressFrom(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => (values[`delivery_address.${field}`] ? [[field, values[`delivery_address.${field}`] ?? '']] : [])),
  );
}
