/** Counting many at once: enter what is there, see what differs, post it as one count. */

import type { counted } from '@parley/contract/api/stock.ts';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { getPage, post } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { tellDone, tellProblem } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { wholeNumber } from './adjust-dialog.tsx';
import { type LineDraft, lineOf, useLines } from './line-drafts.ts';
import { LinesTable } from './lines-table.tsx';
import { linesWords } from './lines-words.ts';
import { nameOf } from './stock-columns.tsx';
import { type Level, levelsOfQuery, locationsQuery, stockTouches } from './stock-queries.ts';
import { VariantPicker } from './variant-picker.tsx';

const MOST_LINES = 1_000;

export function CountPage() {
  const say = useWords(linesWords);
  const format = useFormat();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { lines, wasKept, clear, replace, remove, type, add } = useLines(`${useMe().merchant.id}.count`);
  const { data: places = [] } = useQuery(locationsQuery);
  const [chosen, setChosen] = useState<string>();
  const place = chosen ?? places.find((each) => each.is_default)?.id;
  const entered = lines.filter((line) => wholeNumber(line.quantity) !== undefined);
  const send = useAct<void, z.infer<typeof counted>>({
    send: () =>
      post('/inventory/counts', {
        ...(place === undefined ? {} : { location_id: place }),
        lines: entered.map((line) => ({ variant_id: line.variant_id, counted: wholeNumber(line.quantity) })),
      }),
    touches: stockTouches,
    done: (answer) => {
      const differences = answer.lines.filter((each) => each.difference !== 0).length;
      clear();
      tellDone(differences === 0 ? say('count_same') : say('count_done', { n: differences }));
      void navigate({ to: '/stock' });
    },
  });
  const takeAll = useAct<void, readonly LineDraft[]>({
    send: () => everythingAt(place),
    done: (all) => {
      const known = new Set(lines.map((each) => each.variant_id));
      if (all.length >= MOST_LINES) tellProblem(say('count_too_many'));
      replace([...lines, ...all.filter((each) => !known.has(each.variant_id))].slice(0, MOST_LINES));
    },
  });
  return (
    <Page title={say('count')} about={say('count_about')} back={{ to: '/stock', label: say('stock') }}>
      <Panel>
        <div className="grid items-start gap-4 pt-2 sm:grid-cols-[1fr_auto]">
          <VariantPicker
            autoFocus
            onPick={(found) => void onHandAt(client, found.id, place).then((here) => add({ ...lineOf(found, '1'), on_hand: here }))}
          />
          <span className="flex flex-wrap items-end gap-2">
            {places.length > 1 && (
              <Choice
                name="place"
                label={say('count_place')}
                value={place ?? ''}
                onChange={setChosen}
                options={places.map((each) => ({ id: each.id, label: each.name }))}
                className="w-44"
              />
            )}
            <Button variant="secondary" isPending={takeAll.busy} onPress={() => takeAll.run()}>
              {say('count_all')}
            </Button>
          </span>
        </div>
      </Panel>
      <Panel flush className="mt-4">
        {lines.length === 0 ? (
          <p className="px-4 py-8 text-center text-ink-2">{say('count_empty')}</p>
        ) : (
          <>
            {wasKept && <p className="border-b border-line px-4 py-2 text-sm text-ink-2">{say('kept')}</p>}
            <LinesTable
              label={say('count')}
              lines={lines}
              quantityLabel={say('counted')}
              quantityOf={(line) => say('counted_of', { name: line.name })}
              onType={type}
              onRemove={remove}
              before={[{ label: say('on_hand'), cell: (line) => (line.on_hand === null ? '–' : format.number(line.on_hand)) }]}
              after={[{ label: say('difference'), cell: (line) => <Difference line={line} /> }]}
              problemOf={(index) => {
                const at = entered.indexOf(lines[index] as LineDraft);
                return at < 0 ? undefined : (send.problems[`lines.${at}.counted`] ?? send.problems[`lines.${at}.quantity`]);
              }}
            />
            <div className="flex flex-wrap justify-end gap-2 border-t border-line p-3">
              <Button variant="tertiary" onPress={clear}>
                {say('clear')}
              </Button>
              <Button isPending={send.busy} isDisabled={entered.length === 0} onPress={() => send.run()}>
                {say('count_post', { n: entered.length })}
              </Button>
            </div>
          </>
        )}
      </Panel>
    </Page>
  );
}

function Difference({ line }: { readonly line: LineDraft }) {
  const format = useFormat();
  const now = wholeNumber(line.quantity);
  if (now === undefined || line.on_hand === null) return <span className="text-ink-3">–</span>;
  const by = now - line.on_hand;
  const tone = by === 0 ? 'text-ink-3' : by < 0 ? 'font-medium text-brick' : 'font-medium text-leaf';
  return <span className={tone}>{by === 0 ? '0' : `${by > 0 ? '+' : '−'}${format.number(Math.abs(by))}`}</span>;
}

/** All that is counted at a place, by name, with empty fields. */
async function everythingAt(place: string | undefined): Promise<readonly LineDraft[]> {
  const found: LineDraft[] = [];
  for (let page = 1; found.length < MOST_LINES; page += 1) {
    const { data, pagination } = await getPage<Level>('/inventory/levels', { location_id: place, sort: 'name', limit: 100, page });
    for (const row of data) found.push({ variant_id: row.variant_id, name: nameOf(row), sku: row.sku, on_hand: row.on_hand, quantity: '' });
    if (page >= pagination.pages) break;
  }
  return found.slice(0, MOST_LINES);
}

async function onHandAt(client: QueryClient, variantId: string, place: string | undefined): Promise<number> {
  const { data } = await client.fetchQuery(levelsOfQuery({ variant_id: variantId }));
  return data.find((each) => each.location_id === place)?.on_hand ?? 0;
}
