/** What can be done with many products at once: those ticked, or all that the filters match. Each can be undone. */
import { Dropdown, Label } from '@heroui/react';
import type { ProductAnswer } from '@parley/contract/api/catalog.ts';
import type { bulkChanged, bulkUndone } from '@parley/contract/api/product-csv.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { type Page, post } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { typedAmount } from '../../speech/typed-amount.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, Form, Submit, TextBox } from '../../ui/form.tsx';
import { BulkBar } from '../../ui/list-tools.tsx';
import { tellDone } from '../../ui/told.tsx';
import { type Acting, useAct } from '../../ui/use-act.ts';
import { categoriesQuery, categoryChoices } from './products-queries.ts';
import { productsWords } from './products-words.ts';
import type { ProductsSearch } from './routes.tsx';

type Changed = z.infer<typeof bulkChanged>;
type Undone = z.infer<typeof bulkUndone>;
interface BulkAct {
  readonly action: string;
  readonly category_id?: string;
  readonly percent?: number;
}

/** Sends an action on many products and offers its undo; also for a single one that is archived. */
export function useBulk(target: object, onDone: () => void): Acting<BulkAct> {
  const say = useWords(productsWords);
  const undo = useAct<string, Undone>({
    send: (token) => post('/products/bulk/undo', { token }),
    touches: [['products']],
    done: ({ products_restored, products_kept }) =>
      tellDone(say('restored', { n: products_restored }), products_kept > 0 ? { detail: say('kept', { n: products_kept }) } : {}),
  });
  return useAct<BulkAct, Changed>({
    send: (act) => post('/products/bulk', { ...target, ...act }),
    touches: [['products']],
    done: (answer) => {
      const { undo: back } = answer;
      tellDone(
        say('changed', { n: answer.products_changed }),
        back ? { undo: { label: say('undo'), act: () => undo.run(back.token) } } : {},
      );
      onDone();
    },
  });
}

interface BulkActionsProps {
  readonly chosen: ReadonlySet<string>;
  readonly search: ProductsSearch;
  readonly page: Page<ProductAnswer>;
  readonly onDone: () => void;
}

export function BulkActions({ chosen, search, page, onDone }: BulkActionsProps) {
  const say = useWords(productsWords);
  const [isAll, setIsAll] = useState(false);
  const [asking, setAsking] = useState<'set_category' | 'change_price_by_percent'>();
  const total = page.pagination.total;
  // The filters that the server can apply by itself.
  const canBeAll = search.stock === undefined && page.data.every((row) => chosen.has(row.id)) && total > page.data.length;
  const all = isAll && canBeAll;
  const bulk = useBulk(all ? { filter: filterOf(search) } : { ids: [...chosen] }, () => {
    setAsking(undefined);
    setIsAll(false);
    onDone();
  });
  if (chosen.size === 0) return null;
  const quick = (action: string) => bulk.run({ action });
  return (
    <>
      <BulkBar count={all ? total : chosen.size} onClear={onDone}>
        {canBeAll && (
          <button
            type="button"
            className="min-h-8 cursor-pointer px-2 text-sm underline"
            aria-pressed={all}
            onClick={() => setIsAll(!isAll)}
          >
            {all ? say('all_selected', { n: total }) : say('all_matching', { n: total })}
          </button>
        )}
        <Button size="sm" variant="secondary" isPending={bulk.busy} onPress={() => quick('publish')}>
          {say('publish')}
        </Button>
        <Button size="sm" variant="secondary" isDisabled={bulk.busy} onPress={() => quick('archive')}>
          {say('archive')}
        </Button>
        <Button size="sm" variant="secondary" isDisabled={bulk.busy} onPress={() => setAsking('change_price_by_percent')}>
          {say('change_price')}
        </Button>
        <MoreActions onAction={(key) => (key === 'set_category' ? setAsking('set_category') : quick(key))} />
      </BulkBar>
      {asking === 'change_price_by_percent' && <PercentDialog bulk={bulk} onClose={() => setAsking(undefined)} />}
      {asking === 'set_category' && <CategoryDialog bulk={bulk} onClose={() => setAsking(undefined)} />}
    </>
  );
}

function filterOf(search: ProductsSearch) {
  return {
    ...(search.category === undefined ? {} : { category_id: search.category }),
    ...(search.search === undefined ? {} : { search: search.search }),
    ...(search.state === 'draft' || search.state === 'published' ? { state: search.state } : {}),
    ...(search.priority === undefined ? {} : { is_priority: search.priority === 'yes' }),
  };
}

function MoreActions({ onAction }: { readonly onAction: (key: string) => void }) {
  const say = useWords(productsWords);
  const actions = ['set_category', 'set_priority', 'unset_priority', 'unpublish'] as const;
  return (
    <Dropdown>
      <Button size="sm" variant="secondary">
        {say('more')}
      </Button>
      <Dropdown.Popover placement="top end">
        <Dropdown.Menu onAction={(key) => onAction(String(key))}>
          {actions.map((action) => (
            <Dropdown.Item key={action} id={action} textValue={say(action)}>
              <Label>{say(action)}</Label>
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}

function PercentDialog({ bulk, onClose }: { readonly bulk: Acting<BulkAct>; readonly onClose: () => void }) {
  const say = useWords(productsWords);
  return (
    <Dialog title={say('change_price')} open onClose={onClose} size="sm">
      <Form
        problems={bulk.problems}
        failure={bulk.failure}
        onSend={({ percent = '' }) =>
          bulk.run({ action: 'change_price_by_percent', percent: Number(typedAmount(percent.replace('−', '-'))) })
        }
      >
        <TextBox name="percent" label={say('percent')} hint={say('percent_hint')} required autoFocus inputMode="text" autoComplete="off" />
        <Submit busy={bulk.busy}>{say('percent_apply')}</Submit>
      </Form>
    </Dialog>
  );
}

function CategoryDialog({ bulk, onClose }: { readonly bulk: Acting<BulkAct>; readonly onClose: () => void }) {
  const say = useWords(productsWords);
  const { data: categories = [] } = useQuery(categoriesQuery);
  return (
    <Dialog title={say('set_category')} open onClose={onClose} size="sm">
      <Form
        problems={bulk.problems}
        failure={bulk.failure}
        onSend={({ category_id = '' }) => bulk.run({ action: 'set_category', category_id })}
      >
        <Choice name="category_id" label={say('category')} options={categoryChoices(categories)} required />
        <Submit busy={bulk.busy}>{say('move')}</Submit>
      </Form>
    </Dialog>
  );
}
