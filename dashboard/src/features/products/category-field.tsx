/** Chooses a category, or makes one without leaving the form. */

import type { CategoryAnswer } from '@parley/contract/api/catalog.ts';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, Form, Submit, TextBox } from '../../ui/form.tsx';
import { useAct } from '../../ui/use-act.ts';
import { productWords } from './product-words.ts';
import { categoriesQuery, categoryChoices } from './products-queries.ts';

export function CategoryField({ value, onChange }: { readonly value: string; readonly onChange: (id: string) => void }) {
  const say = useWords(productWords);
  const { data: categories = [] } = useQuery(categoriesQuery);
  const [making, setMaking] = useState(false);
  return (
    <div className="flex items-end gap-2">
      <Choice
        name="category_id"
        label={say('category')}
        className="grow"
        value={value}
        onChange={onChange}
        options={categoryChoices(categories)}
        required
      />
      <Button variant="secondary" onPress={() => setMaking(true)}>
        <Plus size={16} aria-hidden="true" />
        <span className="max-sm:sr-only">{say('new_category')}</span>
      </Button>
      {making && (
        <NewCategoryDialog
          onClose={() => setMaking(false)}
          onMade={(id) => {
            onChange(id);
            setMaking(false);
          }}
        />
      )}
    </div>
  );
}

interface NewCategoryProps {
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}

const TOP = 'top';

export function NewCategoryDialog({ onClose, onMade }: NewCategoryProps) {
  const say = useWords(productWords);
  const { data: categories = [] } = useQuery(categoriesQuery);
  const make = useAct<Readonly<Record<string, string>>, CategoryAnswer>(
    {
      send: ({ name, parent = TOP }) => post('/categories', { name, ...(parent === TOP ? {} : { parent_id: parent }) }),
      touches: [['products']],
      done: ({ id }) => onMade(id),
    },
    true,
  );
  const parents = categories.filter((each) => each.parent_id === null);
  return (
    <Dialog title={say('new_category')} open onClose={onClose} size="sm">
      <Form onSend={make.run} problems={make.problems} failure={make.failure}>
        <TextBox name="name" label={say('category_name')} required autoFocus maxLength={80} autoComplete="off" />
        <Choice
          name="parent"
          label={say('category_parent')}
          initial={TOP}
          options={[{ id: TOP, label: say('category_top') }, ...parents.map((each) => ({ id: each.id, label: each.name }))]}
        />
        <Submit busy={make.busy}>{say('create')}</Submit>
      </Form>
    </Dialog>
  );
}
