/** Something to sell: one product by hand right here, or a list by way of the import. */
import { useQuery } from '@tanstack/react-query';
import { Package } from 'lucide-react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Panel } from '../../ui/page.tsx';
import { QuickProduct } from './quick-product.tsx';
import { newestProductsQuery } from './setup-queries.ts';
import { stepWords } from './step-words.ts';

export function ProductsStep() {
  const say = useWords(stepWords);
  return (
    <div className="flex flex-col gap-4">
      <OnTheShelf />
      <QuickProduct />
      <Panel title={say('import_title')}>
        <p className="max-w-2xl text-ink-2">{say('import_text')}</p>
        <LinkButton to="/products/import" search={{}} className="mt-3">
          {say('import_act')}
        </LinkButton>
      </Panel>
    </div>
  );
}

function OnTheShelf() {
  const say = useWords(stepWords);
  const format = useFormat();
  const { data } = useQuery(newestProductsQuery);
  if (!data || data.data.length === 0) return null;
  return (
    <Panel
      flush
      title={say('has_products_title')}
      about={say('has_products', { n: data.pagination.total })}
      actions={
        <LinkButton to="/products" search={{}} size="sm">
          {say('all_products')}
        </LinkButton>
      }
    >
      <ul className="divide-y divide-line border-t border-line">
        {data.data.map(({ id, name, price, currency, image_url: picture, category }) => (
          <li key={id} className="flex items-center gap-3 px-4 py-2">
            {picture ? (
              <img src={picture} alt="" width={40} height={40} className="size-10 rounded-lg bg-sunken object-cover" />
            ) : (
              <span aria-hidden="true" className="grid size-10 place-items-center rounded-lg bg-sunken text-ink-2">
                <Package size={18} />
              </span>
            )}
            <span className="min-w-0 grow">
              <span className="block truncate font-medium">{name}</span>
              <span className="block truncate text-sm text-ink-2">{category}</span>
            </span>
            <span className="figures">{format.money(price, currency)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
