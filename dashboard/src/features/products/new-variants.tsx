/** The matrix of a new product: one row a combination, with its own price, code and opening stock where they differ. */
import { useWords } from '../../speech/speech.ts';
import { labelOf, type NewProduct, type NewVariant } from './new-product.ts';
import { combinationsOf, countOf, isComplete, MOST_VARIANTS } from './option-plan.ts';
import { productWords } from './product-words.ts';
import { variantWords } from './variant-words.ts';

interface NewVariantsProps {
  readonly values: NewProduct;
  readonly set: <K extends keyof NewProduct>(field: K, value: NewProduct[K]) => void;
  readonly problems: Readonly<Record<string, string>>;
}

export function NewVariants({ values, set, problems }: NewVariantsProps) {
  const say = useWords(variantWords);
  const sayProduct = useWords(productWords);
  if (!isComplete(values.options) || countOf(values.options) > MOST_VARIANTS) return null;
  const rows = combinationsOf(values.options).map(labelOf);
  const change = (label: string, next: NewVariant) =>
    set('variants', { ...values.variants, [label]: { ...values.variants[label], ...next } });
  const fields = [
    ['price', sayProduct('price'), values.price, 'decimal'],
    ['sku', sayProduct('sku'), '', 'text'],
    ['stock_quantity', sayProduct('stock_now'), '', 'numeric'],
  ] as const;
  return (
    <div className="mt-4 overflow-x-auto">
      <table className="w-full min-w-[32rem] text-left" aria-label={say('variants')}>
        <thead>
          <tr className="border-b border-line text-sm text-ink-2">
            <th scope="col" className="py-2 font-medium">
              {say('variant')}
            </th>
            {fields.map(([field, label]) => (
              <th key={field} scope="col" className="px-2 py-2 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((label, index) => (
            <tr key={label} className="border-b border-line last:border-0">
              <th scope="row" className="py-2 pr-2 font-medium">
                {label}
              </th>
              {fields.map(([field, name, placeholder, inputMode]) => {
                const problem = problems[`variants.${index}.${field}`];
                return (
                  <td key={field} className="px-2 py-1.5">
                    <input
                      aria-label={say('field_of', { field: name, name: label })}
                      aria-invalid={problem !== undefined}
                      value={values.variants[label]?.[field] ?? ''}
                      placeholder={placeholder}
                      inputMode={inputMode}
                      autoComplete="off"
                      onChange={(event) => change(label, { [field]: event.target.value })}
                      className="min-h-9 w-full rounded-lg border border-line bg-surface px-2 tabular-nums outline-none placeholder:text-ink-3 focus:border-leaf"
                    />
                    {problem && <span className="text-xs text-brick">{problem}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
