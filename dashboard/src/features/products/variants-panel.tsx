/** The variants of a product as a table: price, code, weight and stock are changed where they stand. */

import type { ProductDetailAnswer, VariantAnswer } from '@parley/contract/api/catalog.ts';
import { handling } from '@parley/contract/values/role.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { patch, remove } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { typedAmount } from '../../speech/typed-amount.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { InlineEdit } from '../../ui/inline-edit.tsx';
import { Panel } from '../../ui/page.tsx';
import { useAct } from '../../ui/use-act.ts';
import { AdjustDialog, type AdjustedVariant } from '../stock/adjust-dialog.tsx';
import { OptionsDialog } from './options-dialog.tsx';
import { productWords } from './product-words.ts';
import { LOW_STOCK, productQuery } from './products-queries.ts';
import { variantWords } from './variant-words.ts';

interface PanelProps {
  readonly product: ProductDetailAnswer;
  readonly edits: boolean;
}

export function VariantsPanel({ product, edits }: PanelProps) {
  const say = useWords(variantWords);
  const sayProduct = useWords(productWords);
  const mayCount = mayDo(useMe(), handling);
  const [isOpen, setIsOpen] = useState(false);
  const [adjusting, setAdjusting] = useState<AdjustedVariant>();
  const columns = useVariantColumns({ product, edits }, mayCount ? setAdjusting : undefined);
  const edit = edits && (
    <Button size="sm" variant="secondary" onPress={() => setIsOpen(true)}>
      {say(product.has_options ? 'edit_options' : 'add_options')}
    </Button>
  );
  return (
    <div id="variants" className="scroll-mt-16">
      <Panel
        title={product.has_options ? say('variants') : sayProduct('stock')}
        about={product.has_options ? say('variants_about') : edits ? say('no_options') : undefined}
        actions={
          <>
            <Link
              to="/stock/movements"
              search={{ product: product.id }}
              className="inline-flex min-h-8 items-center rounded-lg px-2 text-sm text-leaf hover:underline"
            >
              {say('movements')}
            </Link>
            {edit}
          </>
        }
        flush
      >
        <DataTable label={say('variants')} columns={columns} rows={product.variants} idOf={(row) => row.id} />
      </Panel>
      {isOpen && <OptionsDialog product={product} onClose={() => setIsOpen(false)} />}
      {adjusting && <AdjustDialog variant={adjusting} onClose={() => setAdjusting(undefined)} />}
    </div>
  );
}

function useVariantColumns({ product, edits }: PanelProps, onAdjust: ((variant: AdjustedVariant) => void) | undefined) {
  const say = useWords(variantWords);
  const sayProduct = useWords(productWords);
  const format = useFormat();
  const nameOf = (row: VariantAnswer): string => (row.label === '' ? product.name : row.label);
  const cell = (row: VariantAnswer, field: 'price' | 'sku' | 'weight_kg', label: string) => (
    <VariantCell product={product} row={row} field={field} label={say('field_of', { field: label, name: nameOf(row) })} edits={edits} />
  );
  const columns: readonly (Column<VariantAnswer> | false)[] = [
    { key: 'label', label: say('variant'), place: 'title', cell: (row) => <span className="font-medium">{nameOf(row)}</span> },
    { key: 'sku', label: sayProduct('sku'), cell: (row) => cell(row, 'sku', sayProduct('sku')) },
    product.has_options && {
      key: 'weight',
      label: sayProduct('weight'),
      align: 'right',
      wideOnly: true,
      cell: (row) => cell(row, 'weight_kg', sayProduct('weight')),
    },
    {
      key: 'stock',
      label: sayProduct('stock'),
      align: 'right',
      cell: (row) => {
        const text = row.available === null ? say('uncounted') : say('free', { n: row.available });
        const tone =
          row.available === null ? 'text-ink-2' : row.available <= 0 ? 'text-brick' : row.available <= LOW_STOCK ? 'text-turmeric' : '';
        if (!onAdjust) return <span className={`tabular-nums ${tone}`}>{text}</span>;
        return (
          <button
            type="button"
            aria-label={`${text}. ${say('change_stock', { name: nameOf(row) })}`}
            className={`-mx-2 min-h-8 cursor-pointer rounded-md px-2 whitespace-nowrap tabular-nums hover:bg-sunken ${tone}`}
            onClick={() => onAdjust({ id: row.id, name: fullName(product, row), available: row.available })}
          >
            {text}
          </button>
        );
      },
    },
    product.has_options && {
      key: 'price',
      label: sayProduct('price'),
      align: 'right',
      place: 'end',
      cell: (row) => (edits ? cell(row, 'price', sayProduct('price')) : format.money(row.price, row.currency)),
    },
    edits && product.variants.length > 1 && { key: 'delete', label: '', cell: (row) => <DeleteVariant product={product} row={row} /> },
  ];
  return columns.filter((column) => column !== false);
}

const fullName = (product: ProductDetailAnswer, row: VariantAnswer): string =>
  row.label === '' ? product.name : `${product.name} · ${row.label}`;

interface CellProps {
  readonly product: ProductDetailAnswer;
  readonly row: VariantAnswer;
  readonly field: 'price' | 'sku' | 'weight_kg';
  readonly label: string;
  readonly edits: boolean;
}

function VariantCell({ product, row, field, label, edits }: CellProps) {
  const format = useFormat();
  const client = useQueryClient();
  const { queryKey } = productQuery(product.id);
  const change = useAct<string>({
    send: (text) => patchVariant(product, row, field, text),
    touches: [['products'], ['stock']],
    before: (text) => {
      const before = client.getQueryData(queryKey);
      const value = field === 'weight_kg' ? Number(typedAmount(text)) : field === 'price' ? typedAmount(text) : text;
      // What is no figure is left for the server to refuse.
      if (field === 'sku' || /^\d+(\.\d+)?$/.test(typedAmount(text)))
        client.setQueryData(
          queryKey,
          (known) =>
            known && { ...known, variants: known.variants.map((each) => (each.id === row.id ? { ...each, [field]: value } : each)) },
        );
      return () => client.setQueryData(queryKey, before);
    },
  });
  const value = row[field] === null ? '' : String(row[field]);
  const shown = field === 'price' ? format.money(row.price, row.currency) : value === '' ? '–' : value;
  // The code of a product without options stands among its fields.
  if (!edits || !product.has_options) return <span className="tabular-nums">{shown}</span>;
  const problem = Object.values(change.problems)[0];
  return (
    <span className={`inline-flex flex-col ${field === 'sku' ? 'items-start' : 'items-end'}`}>
      <InlineEdit
        value={value}
        label={label}
        inputMode={field === 'sku' ? 'text' : 'decimal'}
        mayBeEmpty={field !== 'price'}
        {...(field === 'sku' ? {} : { align: 'right' as const })}
        onSave={change.run}
      >
        {shown}
      </InlineEdit>
      {problem && (
        <span role="alert" className="text-xs text-brick">
          {problem}
        </span>
      )}
    </span>
  );
}

function patchVariant(product: ProductDetailAnswer, row: VariantAnswer, field: CellProps['field'], text: string): Promise<unknown> {
  const value = text === '' ? null : field === 'sku' ? text : typedAmount(text);
  return patch(`/products/${product.id}/variants/${row.id}`, { [field]: value });
}

function DeleteVariant({ product, row }: { readonly product: ProductDetailAnswer; readonly row: VariantAnswer }) {
  const say = useWords(variantWords);
  const [asking, setAsking] = useState(false);
  const act = useAct({
    send: () => remove(`/products/${product.id}/variants/${row.id}`),
    touches: [['products'], ['stock']],
    done: () => setAsking(false),
  });
  const title = say('delete_variant', { name: row.label });
  return (
    <>
      <Button isIconOnly size="sm" variant="tertiary" aria-label={title} onPress={() => setAsking(true)}>
        <Trash2 size={15} aria-hidden="true" />
      </Button>
      <Confirm title={title} open={asking} busy={act.busy} act={say('delete')} onAct={() => act.run()} onClose={() => setAsking(false)}>
        {say('delete_variant_text')}
        {Object.values(act.problems).map((problem) => (
          <p key={problem} role="alert" className="mt-2 text-brick">
            {problem}
          </p>
        ))}
      </Confirm>
    </>
  );
}
