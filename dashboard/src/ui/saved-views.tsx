/** Filters that somebody wants to come back to, under a name, kept in this browser. Knows no domain: a view is an address's search. */
import { Dropdown } from '@heroui/react';
import { Bookmark } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../speech/speech.ts';
import { Dialog } from './dialog.tsx';
import { Form, Submit, TextBox } from './form.tsx';
import { uiWords } from './ui-words.ts';

interface View<S> {
  readonly name: string;
  readonly search: S;
}

interface SavedViewsProps<S> {
  /** One for each list. */
  readonly of: string;
  readonly current: S;
  readonly onOpen: (search: S) => void;
}

function read<S>(key: string): readonly View<S>[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? (kept as View<S>[]) : [];
  } catch {
    return [];
  }
}

export function SavedViews<S extends object>({ of, current, onOpen }: SavedViewsProps<S>) {
  const say = useWords(uiWords);
  const key = `parley.views.${of}`;
  const [views, setViews] = useState(() => read<S>(key));
  const [naming, setNaming] = useState(false);
  const keep = (next: readonly View<S>[]): void => {
    setViews(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Kept for this page alone.
    }
  };
  const act = (id: string): void => {
    const [what, name] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
    if (what === 'save') setNaming(true);
    if (what === 'open') onOpen(views.find((each) => each.name === name)?.search ?? current);
    if (what === 'remove') keep(views.filter((each) => each.name !== name));
  };
  return (
    <>
      <Dropdown>
        <Dropdown.Trigger
          aria-label={say('views')}
          className="inline-flex min-h-9 cursor-pointer items-center gap-2 rounded-lg border border-line bg-surface px-3 text-sm text-ink-2 hover:text-ink"
        >
          <Bookmark size={16} aria-hidden="true" />
          <span className="hidden lg:inline">{say('views')}</span>
        </Dropdown.Trigger>
        <Dropdown.Popover placement="bottom end" className="min-w-52">
          <Dropdown.Menu aria-label={say('views')} onAction={(id) => act(String(id))}>
            {[
              ...views.map(({ name }) => (
                <Dropdown.Item key={`open:${name}`} id={`open:${name}`} textValue={name}>
                  {name}
                </Dropdown.Item>
              )),
              <Dropdown.Item key="save:" id="save:" textValue={say('view_save')}>
                <span className="font-medium text-leaf">{say('view_save')}</span>
              </Dropdown.Item>,
              ...views.map(({ name }) => (
                <Dropdown.Item key={`remove:${name}`} id={`remove:${name}`} textValue={say('view_remove', { name })}>
                  <span className="text-ink-2">{say('view_remove', { name })}</span>
                </Dropdown.Item>
              )),
            ]}
          </Dropdown.Menu>
        </Dropdown.Popover>
      </Dropdown>
      <Dialog title={say('view_save')} open={naming} onClose={() => setNaming(false)} size="sm">
        <Form
          onSend={({ name }) => {
            if (!name) return;
            keep([...views.filter((each) => each.name !== name), { name, search: current }]);
            setNaming(false);
          }}
        >
          <TextBox name="name" label={say('view_name')} required autoFocus maxLength={40} autoComplete="off" />
          <Submit>{say('save')}</Submit>
        </Form>
      </Dialog>
    </>
  );
}
