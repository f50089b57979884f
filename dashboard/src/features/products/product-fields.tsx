/** The fields of a product, new or known. Where the product has options, price and code lead to its variants. */
import { selling } from '@parley/contract/values/role.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Choice, MoneyBox, TextBox, Toggle } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { CategoryField } from './category-field.tsx';
import type { ProductDraft } from './product-draft.ts';
import { productWords } from './product-words.ts';

export interface FieldsProps {
  readonly values: ProductDraft;
  readonly set: <K extends keyof ProductDraft>(field: K, value: ProductDraft[K]) => void;
}

export function MainFields({ values, set, isNew = false }: FieldsProps & { readonly isNew?: boolean }) {
  const say = useWords(productWords);
  return (
    <Panel title={say('details')}>
      <div className="flex flex-col gap-4">
        <TextBox
          name="name"
          label={say('name')}
          value={values.name}
          onChange={(text) => set('name', text)}
          required
          autoFocus={isNew}
          maxLength={200}
        />
        <TextBox
          name="description"
          label={say('description')}
          value={values.description}
          onChange={(text) => set('description', text)}
          rows={5}
          maxLength={10_000}
        />
        <CategoryField value={values.category_id} onChange={(id) => set('category_id', id)} />
      </div>
    </Panel>
  );
}

/** @param hasOptions price and code belong to the variants then. */
export function SellingFields({
  values,
  set,
  hasOptions,
  isCounted,
}: FieldsProps & { readonly hasOptions: boolean; readonly isCounted: boolean }) {
  const say = useWords(productWords);
  const field = (name: 'price' | 'sku' | 'barcode' | 'hsn_code' | 'tax_rate' | 'weight_kg' | 'product_id') => ({
    name,
    value: values[name],
    onChange: (text: string) => set(name, text),
    autoComplete: 'off',
  });
  return (
    <Panel title={say('selling')}>
      {hasOptions && (
        <p className="mb-4 rounded-lg bg-sky-soft px-3 py-2 text-sky">
          {say('at_variants')}{' '}
          <a href="#variants" className="font-medium underline">
            {say('to_variants')}
          </a>
        </p>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        {!hasOptions && <MoneyBox {...field('price')} label={say('price')} hint={say('price_hint')} required />}
        {!hasOptions && <TextBox {...field('sku')} label={say('sku')} maxLength={100} />}
        <TextBox {...field('barcode')} label={say('barcode')} inputMode="numeric" maxLength={100} />
        <TextBox {...field('weight_kg')} label={say('weight')} hint={say('weight_hint')} inputMode="decimal" />
        <TextBox {...field('tax_rate')} label={say('tax_rate')} hint={say('tax_rate_hint')} inputMode="decimal" />
        <TextBox {...field('hsn_code')} label={say('hsn_code')} hint={say('hsn_hint')} maxLength={20} />
        <TextBox {...field('product_id')} label={say('own_id')} hint={say('own_id_hint')} maxLength={100} />
      </div>
      {!isCounted && !hasOptions && (
        <div className="mt-4">
          <Toggle label={say('available')} hint={say('available_hint')} on={values.in_stock} onChange={(on) => set('in_stock', on)} />
        </div>
      )}
    </Panel>
  );
}

export function ShownFields({ values, set }: FieldsProps) {
  const say = useWords(productWords);
  const maySell = mayDo(useMe(), selling);
  return (
    <Panel title={say('shown')}>
      <div className="flex flex-col gap-4">
        <Choice
          name="state"
          label={say('state')}
          value={values.state}
          disabled={!maySell}
          onChange={(state) => set('state', state === 'draft' ? 'draft' : 'published')}
          options={[
            { id: 'published', label: say('state_published') },
            { id: 'draft', label: say('state_draft') },
          ]}
        />
        <Toggle
          label={say('priority')}
          hint={say('priority_hint')}
          on={values.is_priority}
          disabled={!maySell}
          onChange={(on) => set('is_priority', on)}
        />
      </div>
    </Panel>
  );
}
