/** Moves units from one place to another, many products at once. */

import type { transferred } from '@parley/contract/api/stock.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { post } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/form.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { wholeNumber } from './adjust-dialog.tsx';
import { lineOf, useLines } from './line-drafts.ts';
import { LinesTable } from './lines-table.tsx';
import { linesWords } from './lines-words.ts';
import { locationsQuery, stockTouches } from './stock-queries.ts';
import { VariantPicker } from './variant-picker.tsx';

export function TransferPage() {
  const say = useWords(linesWords);
  const { data: places } = useQuery(locationsQuery);
  return (
    <Page title={say('transfer')} about={say('transfer_about')} back={{ to: '/stock', label: say('stock') }}>
      {!places ? (
        <Panel flush>
          <Waiting rows={3} />
        </Panel>
      ) : places.length < 2 ? (
        <Panel flush>
          <Empty title={say('transfer')} text={say('transfer_needs_two')}>
            <LinkButton to="/stock/locations" variant="primary">
              {say('add_place')}
            </LinkButton>
          </Empty>
        </Panel>
      ) : (
        <Move places={places} />
      )}
    </Page>
  );
}

function Move({ places }: { readonly places: readonly { readonly id: string; readonly name: string; readonly is_default: boolean }[] }) {
  const say = useWords(linesWords);
  const format = useFormat();
  const navigate = useNavigate();
  const { lines, clear, remove, type, add } = useLines(`${useMe().merchant.id}.transfer`);
  const usual = places.find((each) => each.is_default)?.id ?? places[0]?.id ?? '';
  const [from, setFrom] = useState(usual);
  const [to, setTo] = useState(places.find((each) => each.id !== usual)?.id ?? '');
  const options = places.map((each) => ({ id: each.id, label: each.name }));
  const send = useAct<void, z.infer<typeof transferred>>({
    send: () =>
      post('/inventory/transfers', {
        from_location_id: from,
        to_location_id: to,
        lines: lines.map((line) => ({ variant_id: line.variant_id, quantity: wholeNumber(line.quantity) ?? 0 })),
      }),
    touches: stockTouches,
    done: () => {
      tellDone(say('transfer_done', { n: lines.length }));
      clear();
      void navigate({ to: '/stock' });
    },
  });
  const general = Object.entries(send.problems).find(([field]) => !field.startsWith('lines.'))?.[1];
  return (
    <>
      <Panel>
        <div className="grid gap-4 pt-2 sm:grid-cols-2">
          <Choice name="from" label={say('from')} value={from} onChange={setFrom} options={options} />
          <Choice name="to" label={say('to')} value={to} onChange={setTo} options={options} />
          <div className="sm:col-span-2">
            <VariantPicker onPick={(found) => add(lineOf(found, '1'))} />
          </div>
        </div>
      </Panel>
      <Panel flush className="mt-4">
        {lines.length === 0 ? (
          <p className="px-4 py-8 text-center text-ink-2">{say('transfer_empty')}</p>
        ) : (
          <>
            <LinesTable
              label={say('transfer')}
              lines={lines}
              quantityLabel={say('quantity')}
              quantityOf={(line) => say('units_of', { name: line.name })}
              onType={type}
              onRemove={remove}
              before={[{ label: say('on_hand'), cell: (line) => (line.on_hand === null ? '–' : format.number(line.on_hand)) }]}
              problemOf={(index) => send.problems[`lines.${index}.quantity`] ?? send.problems[`lines.${index}.variant_id`]}
            />
            <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line p-3">
              {general && (
                <p role="alert" className="mr-auto text-brick">
                  {general}
                </p>
              )}
              <Button variant="tertiary" onPress={clear}>
                {say('clear')}
              </Button>
              <Button isPending={send.busy} isDisabled={from === to} onPress={() => send.run()}>
                {say('transfer_do')}
              </Button>
            </div>
          </>
        )}
      </Panel>
    </>
  );
}
