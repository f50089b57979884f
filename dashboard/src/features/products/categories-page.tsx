/** The categories in their two levels and their order: renamed where they stand, moved, emptied into another and deleted. */
import { Dropdown, Label } from '@heroui/react';
import type { CategoryAnswer } from '@parley/contract/api/catalog.ts';
import { selling } from '@parley/contract/values/role.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronUp, Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import { patch, put } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { InlineEdit } from '../../ui/inline-edit.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { useAct } from '../../ui/use-act.ts';
import { type Asked, CategoryDialogs } from './category-dialogs.tsx';
import { categoryWords } from './category-words.ts';
import { categoriesQuery } from './products-queries.ts';

export function CategoriesPage() {
  const say = useWords(categoryWords);
  const maySell = mayDo(useMe(), selling);
  const { data, error, refetch } = useQuery(categoriesQuery);
  const [asked, setAsked] = useState<Asked>();
  const add = maySell && (
    <Button onPress={() => setAsked({ what: 'add', below: undefined })}>
      <Plus size={16} aria-hidden="true" />
      {say('add')}
    </Button>
  );
  return (
    <Page
      title={say('title')}
      about={say('about')}
      back={{ to: '/products', label: say('products') }}
      actions={data && data.length > 0 && add}
    >
      <Panel flush>
        {error && !data ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : !data ? (
          <Waiting />
        ) : data.length === 0 ? (
          <Empty title={say('empty_title')} text={say('empty_text')}>
            {add}
          </Empty>
        ) : (
          <Tree categories={data} edits={maySell} ask={setAsked} />
        )}
      </Panel>
      {asked && data && <CategoryDialogs asked={asked} categories={data} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}

interface TreeProps {
  readonly categories: readonly CategoryAnswer[];
  readonly edits: boolean;
  readonly ask: (asked: Asked) => void;
}

function Tree({ categories, edits, ask }: TreeProps) {
  const client = useQueryClient();
  const order = useAct<readonly string[]>({
    send: (ids) => put('/categories/order', { ids }),
    touches: [['products', 'categories']],
    before: (ids) => {
      const before = client.getQueryData(categoriesQuery.queryKey);
      const place = new Map(ids.map((id, index) => [id, index]));
      // The rest keeps its place among itself: only those named are sorted anew.
      client.setQueryData(categoriesQuery.queryKey, (all) => all?.toSorted((a, b) => (place.get(a.id) ?? -1) - (place.get(b.id) ?? -1)));
      return () => client.setQueryData(categoriesQuery.queryKey, before);
    },
  });
  const tops = categories.filter((each) => each.parent_id === null);
  const moved = (siblings: readonly CategoryAnswer[], index: number, step: -1 | 1): void => {
    const ids = siblings.map((each) => each.id);
    const [id] = ids.splice(index, 1);
    if (id === undefined) return;
    ids.splice(index + step, 0, id);
    order.run(ids);
  };
  const rowsOf = (siblings: readonly CategoryAnswer[], depth: 0 | 1): React.ReactNode =>
    siblings.map((category, index) => {
      const children = depth === 0 ? categories.filter((each) => each.parent_id === category.id) : [];
      return (
        <li key={category.id} className={depth === 0 ? 'border-b border-line last:border-0' : ''}>
          <Row
            category={category}
            depth={depth}
            edits={edits}
            ask={ask}
            onUp={index > 0 ? () => moved(siblings, index, -1) : undefined}
            onDown={index < siblings.length - 1 ? () => moved(siblings, index, 1) : undefined}
          />
          {children.length > 0 && <ul className="pb-1">{rowsOf(children, 1)}</ul>}
        </li>
      );
    });
  return <ul>{rowsOf(tops, 0)}</ul>;
}

interface RowProps {
  readonly category: CategoryAnswer;
  readonly depth: 0 | 1;
  readonly edits: boolean;
  readonly ask: (asked: Asked) => void;
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
}

function Row({ category, depth, edits, ask, onUp, onDown }: RowProps) {
  const say = useWords(categoryWords);
  const { id, name } = category;
  const rename = useAct<string>({
    send: (next) => patch(`/categories/${id}`, { name: next }),
    touches: [['products']],
  });
  const step = (label: string, Icon: typeof Plus, act: (() => void) | undefined) => (
    <Button isIconOnly size="sm" variant="ghost" aria-label={label} isDisabled={act === undefined} onPress={() => act?.()}>
      <Icon size={16} aria-hidden="true" />
    </Button>
  );
  return (
    <div className={`flex items-center gap-x-2 px-4 py-1.5 ${depth === 1 ? 'pl-10' : ''}`}>
      <span className={`min-w-0 grow ${depth === 0 ? 'font-medium' : ''}`}>
        {edits ? <InlineEdit value={name} label={say('name_of', { name })} width="w-56" onSave={(next) => rename.run(next)} /> : name}
        {Object.values(rename.problems).map((problem) => (
          <span key={problem} role="alert" className="block text-sm text-brick">
            {problem}
          </span>
        ))}
      </span>
      <Link to="/products" search={{ category: id }} className="shrink-0 text-sm text-ink-2 tabular-nums hover:underline">
        {say('count', { n: category.product_count })}
      </Link>
      {edits && (
        <span className="flex shrink-0">
          {step(say('up', { name }), ChevronUp, onUp)}
          {step(say('down', { name }), ChevronDown, onDown)}
          <RowMenu category={category} depth={depth} ask={ask} />
        </span>
      )}
    </div>
  );
}

function RowMenu({ category, depth, ask }: Pick<RowProps, 'category' | 'depth' | 'ask'>) {
  const say = useWords(categoryWords);
  const { name } = category;
  const entries = depth === 0 ? (['add_below', 'move', 'delete'] as const) : (['move', 'delete'] as const);
  return (
    <Dropdown>
      <Button isIconOnly size="sm" variant="ghost" aria-label={say('more', { name })}>
        <Ellipsis size={16} aria-hidden="true" />
      </Button>
      <Dropdown.Popover placement="bottom end">
        <Dropdown.Menu
          aria-label={say('more', { name })}
          onAction={(key) => {
            if (key === 'add_below') ask({ what: 'add', below: category });
            else ask({ what: key === 'move' ? 'move' : 'delete', category });
          }}
        >
          {entries.map((entry) => (
            <Dropdown.Item key={entry} id={entry} textValue={say(entry, { name })}>
              <Label>{say(entry, { name })}</Label>
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
