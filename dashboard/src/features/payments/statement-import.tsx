/** Takes in a statement: what would happen is shown first, and nothing is kept until the person says so. */

import type { statementImported } from '@parley/contract/api/accounting.ts';
import { useState } from 'react';
import type { z } from 'zod';
import { post } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Panel } from '../../ui/page.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { gatewayNames, type Source, sources } from './payments-search.ts';
import { reconcileWords } from './reconcile-words.ts';

type Imported = z.infer<typeof statementImported>;

function send(source: Source, file: File, isDryRun: boolean): Promise<Imported> {
  const form = new FormData();
  form.append('file', file);
  return post(`/accounting/statements?source=${source}${isDryRun ? '&dry_run=true' : ''}`, form);
}

export function StatementImport() {
  const say = useWords(reconcileWords);
  const [source, setSource] = useState<Source>('bank');
  const [file, setFile] = useState<File>();
  const [preview, setPreview] = useState<Imported>();
  const clear = (): void => {
    setFile(undefined);
    setPreview(undefined);
  };
  const look = useAct<{ readonly source: Source; readonly file: File }, Imported>(
    { send: (of) => send(of.source, of.file, true), done: setPreview },
    true,
  );
  const take = useAct<File, Imported>({
    send: (of) => send(source, of, false),
    touches: [['books'], ['payments'], ['reports']],
    done: ({ added }) => {
      tellDone(say('taken', { n: added }));
      clear();
    },
  });
  const choose = (chosen: File): void => {
    setFile(chosen);
    setPreview(undefined);
    look.run({ source, file: chosen });
  };
  return (
    <Panel title={say('import_title')} about={say('import_text')}>
      <label className="mb-3 flex items-center gap-2 text-sm text-ink-2">
        {say('source')}
        <select
          className="min-h-9 cursor-pointer rounded-lg border border-line bg-surface px-2 font-medium text-ink"
          value={source}
          onChange={({ target }) => {
            const next = sources.find((each) => each === target.value) ?? 'bank';
            setSource(next);
            if (file) look.run({ source: next, file });
          }}
        >
          {sources.map((each) => (
            <option key={each} value={each}>
              {each === 'bank' ? say('source_bank') : (gatewayNames[each] ?? each)}
            </option>
          ))}
        </select>
      </label>
      <div aria-live="polite">
        {file === undefined ? (
          <FileDrop
            compact
            title={say('drop')}
            choose={say('choose')}
            accept={['.csv', 'text/csv']}
            onFiles={([first]) => first && choose(first)}
          />
        ) : (
          <p className="font-medium break-all">{file.name}</p>
        )}
        {look.busy && <p className="mt-2 text-ink-2">{say('looking')}</p>}
        {(look.failure ?? look.problems['file']) && (
          <p role="alert" className="mt-2 rounded-lg bg-brick-soft px-3 py-2 text-brick">
            {look.failure} {look.problems['file']}
          </p>
        )}
        {preview && <Preview preview={preview} />}
      </div>
      {file !== undefined && (
        <div className="mt-3 flex flex-wrap justify-end gap-2">
          <Button variant="tertiary" onPress={clear}>
            {say('other_file')}
          </Button>
          {preview !== undefined && (
            <Button isPending={take.busy} isDisabled={preview.added === 0} onPress={() => take.run(file)}>
              {say('take_in')}
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}

const SHOWN = 8;

function Preview({ preview }: { readonly preview: Imported }) {
  const say = useWords(reconcileWords);
  const facts = [
    ['new_lines', preview.added],
    ['known_lines', preview.known],
    ['matched_lines', preview.matched],
    ['posted_lines', preview.posted],
    ['open_lines', preview.open],
  ] as const;
  return (
    <div className="mt-3">
      <p className="text-sm text-ink-2">{say('preview')}</p>
      <ul className="mt-1 list-inside list-disc">
        {facts
          .filter(([name, count]) => count > 0 || name === 'new_lines')
          .map(([name, n]) => (
            <li key={name}>{say(name, { n })}</li>
          ))}
      </ul>
      {preview.refusals.length > 0 && (
        <div className="mt-2 rounded-lg bg-turmeric-soft px-3 py-2 text-sm text-turmeric">
          <p className="font-medium">{say('refused_lines', { n: new Set(preview.refusals.map(({ row }) => row)).size })}</p>
          {preview.refusals.slice(0, SHOWN).map((each, index) => (
            <p key={index}>{say('row', { n: each.row, column: each.column, message: each.message })}</p>
          ))}
        </div>
      )}
    </div>
  );
}
