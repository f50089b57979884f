/** The questions about a category: its name, where it goes, and where its products go before it is deleted. */
import type { CategoryAnswer, ProductAnswer } from '@parley/contract/api/catalog.ts';
import { useQuery } from '@tanstack/react-query';
import { getPage, patch, post, remove } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, Form, Submit, TextBox } from '../../ui/form.tsx';
import { Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { categoryWords } from './category-words.ts';
import { productWords } from './product-words.ts';
import { categoryChoices } from './products-queries.ts';

export type Asked =
  | { readonly what: 'add'; readonly below: CategoryAnswer | undefined }
  | { readonly what: 'move' | 'delete'; readonly category: CategoryAnswer };

interface DialogsProps {
  readonly asked: Asked;
  readonly categories: readonly CategoryAnswer[];
  readonly onClose: () => void;
}

type Values = Readonly<Record<string, string>>;
const TOP = 'top';
const touches = [['products']];

export function CategoryDialogs({ asked, categories, onClose }: DialogsProps) {
  if (asked.what === 'add') return <Add below={asked.below} onClose={onClose} />;
  if (asked.what === 'move') return <Move category={asked.category} categories={categories} onClose={onClose} />;
  return <Delete category={asked.category} categories={categories} onClose={onClose} />;
}

function Add({ below, onClose }: { readonly below: CategoryAnswer | undefined; readonly onClose: () => void }) {
  const say = useWords(categoryWords);
  const sayProduct = useWords(productWords);
  const add = useAct<Values, CategoryAnswer>(
    {
      send: ({ name }) => post('/categories', { name, ...(below ? { parent_id: below.id } : {}) }),
      touches,
      done: ({ name }) => {
        tellDone(say('made', { name }));
        onClose();
      },
    },
    true,
  );
  return (
    <Dialog title={below ? say('add_below', { name: below.name }) : say('add')} open onClose={onClose} size="sm">
      <Form onSend={add.run} problems={add.problems} failure={add.failure}>
        <TextBox name="name" label={sayProduct('category_name')} required autoFocus maxLength={80} autoComplete="off" />
        <Submit busy={add.busy}>{say('add')}</Submit>
      </Form>
    </Dialog>
  );
}

interface OneProps {
  readonly category: CategoryAnswer;
  readonly categories: readonly CategoryAnswer[];
  readonly onClose: () => void;
}

function Move({ category, categories, onClose }: OneProps) {
  const say = useWords(categoryWords);
  const send = (parent: string | null) => patch(`/categories/${category.id}`, { parent_id: parent });
  const back = useAct({ send: () => send(category.parent_id), touches, done: () => tellDone(say('back_again', { name: category.name })) });
  const move = useAct<Values>(
    {
      send: ({ parent = TOP }) => send(parent === TOP ? null : parent),
      touches,
      done: () => {
        tellDone(say('moved', { name: category.name }), { undo: { label: say('undo'), act: () => back.run() } });
        onClose();
      },
    },
    true,
  );
  const homes = categories.filter((each) => each.parent_id === null && each.id !== category.id);
  return (
    <Dialog title={`${say('move_title')}: ${category.name}`} open onClose={onClose} size="sm">
      <Form onSend={move.run} problems={move.problems} failure={move.failure}>
        <Choice
          name="parent"
          label={say('where')}
          initial={category.parent_id ?? TOP}
          options={[{ id: TOP, label: say('top') }, ...homes.map((each) => ({ id: each.id, label: each.name }))]}
        />
        <Submit busy={move.busy}>{say('move_do')}</Submit>
      </Form>
    </Dialog>
  );
}

/** Says what happens to the products before anything does: they move, and only then does the category go. */
function Delete({ category, categories, onClose }: OneProps) {
  const say = useWords(categoryWords);
  const { data } = useQuery({
    queryKey: ['products', 'in-category', category.id],
    queryFn: () => getPage<ProductAnswer>('/products', { category_id: category.id, state: 'any', limit: 1 }),
  });
  const back = useAct({
    send: () => post('/categories', { name: category.name, ...(category.parent_id === null ? {} : { parent_id: category.parent_id }) }),
    touches,
    done: () => tellDone(say('back_again', { name: category.name })),
  });
  const held = data?.pagination.total ?? 0;
  const drop = useAct<Values>(
    {
      send: async ({ target }) => {
        if (held > 0) await post('/products/bulk', { filter: { category_id: category.id }, action: 'set_category', category_id: target });
        return remove(`/categories/${category.id}`);
      },
      touches,
      done: () => {
        // What was emptied stays emptied: only an empty category comes back as it was.
        tellDone(say('deleted', { name: category.name }), held > 0 ? {} : { undo: { label: say('undo'), act: () => back.run() } });
        onClose();
      },
    },
    true,
  );
  const hasChildren = categories.some((each) => each.parent_id === category.id);
  const homes = categoryChoices(categories).filter((each) => each.id !== category.id);
  return (
    <Dialog title={`${say('delete_title')}: ${category.name}`} open onClose={onClose} size="sm">
      {hasChildren ? (
        <p className="text-ink-2">{say('delete_children')}</p>
      ) : !data ? (
        <Waiting rows={2} />
      ) : (
        <Form onSend={drop.run} problems={drop.problems} failure={drop.failure}>
          {held > 0 && <p className="text-ink-2">{say('delete_holds', { n: held })}</p>}
          {held > 0 && <Choice name="target" label={say('new_home')} options={homes} required />}
          <Submit busy={drop.busy}>{held > 0 ? say('delete_do') : say('delete', { name: category.name })}</Submit>
        </Form>
      )}
    </Dialog>
  );
}
