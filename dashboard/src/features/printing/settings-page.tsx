/** Settings of the print shop: whether it prints, its prices with their quantities, papers, rules, and what an example costs. */
import type { PrintSettings } from '@parley/contract/api/printing.ts';
import { managing } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { put } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { typedAmount } from '../../speech/typed-amount.ts';
import { Form, MoneyBox, Submit, TextBox, Toggle } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { PricePreview } from './price-preview.tsx';
import { BreakRows, PaperRows } from './price-rows.tsx';
import { printSettingsQuery, touchedByPrinting } from './printing-queries.ts';
import type { Change, PartProps } from './settings-part.ts';
import { printSettingsWords } from './settings-words.ts';

export function PrintSettingsPage() {
  const say = useWords(printSettingsWords);
  const { data, error, refetch } = useQuery(printSettingsQuery);
  return (
    <Page title={say('title')} about={say('about')}>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting rows={8} />
      ) : (
        <SettingsForm saved={data} />
      )}
    </Page>
  );
}

function SettingsForm({ saved }: { readonly saved: PrintSettings }) {
  const say = useWords(printSettingsWords);
  const may = mayDo(useMe(), managing);
  const [draft, setDraft] = useState(saved);
  const change: Change = (part) => setDraft((before) => ({ ...before, ...part }));
  const save = useAct<void, PrintSettings>(
    {
      send: () => put('/print-settings', bodyOf(draft)),
      touches: touchedByPrinting,
      done: (now) => {
        setDraft(now);
        tellDone(say('saved'));
      },
    },
    true,
  );
  const part = { draft, change, may };
  return (
    <Form onSend={() => save.run()} problems={save.problems} failure={save.failure}>
      <Panel>
        <Toggle
          label={say('enabled')}
          hint={say('enabled_hint')}
          on={draft.enabled}
          onChange={(enabled) => change({ enabled })}
          disabled={!may}
        />
      </Panel>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Prices {...part} />
          <PaperRows {...part} />
          <Rules {...part} />
        </div>
        <div className="lg:sticky lg:top-4">
          <PricePreview settings={readable(draft)} />
        </div>
      </div>
      {may && (
        <div>
          <Submit busy={save.busy}>{say('save')}</Submit>
        </div>
      )}
    </Form>
  );
}

function Prices({ draft, change, may }: PartProps) {
  const say = useWords(printSettingsWords);
  const { currency } = useMe().merchant;
  return (
    <Panel title={say('prices')} about={say('prices_about', { currency })}>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {(['bw', 'color'] as const).map((kind) => (
          <div key={kind} className="flex flex-col gap-3">
            <MoneyBox
              name={`${kind}.price`}
              label={say(kind)}
              value={draft[kind].price}
              onChange={(price) => change({ [kind]: { ...draft[kind], price } })}
              required
              disabled={!may}
            />
            <BreakRows kind={kind} draft={draft} change={change} may={may} />
          </div>
        ))}
        <MoneyBox
          name="minimum"
          label={say('minimum')}
          hint={say('minimum_hint')}
          value={draft.minimum ?? ''}
          onChange={(minimum) => change({ minimum })}
          disabled={!may}
        />
        <TextBox
          name="tax_rate"
          label={say('tax_rate')}
          hint={say('tax_hint')}
          value={draft.tax_rate ?? ''}
          onChange={(tax_rate) => change({ tax_rate })}
          inputMode="decimal"
          autoComplete="off"
          disabled={!may}
        />
      </div>
    </Panel>
  );
}

function Rules({ draft, change, may }: PartProps) {
  const say = useWords(printSettingsWords);
  const { rush } = draft;
  return (
    <Panel title={say('rules')}>
      <div className="flex flex-col gap-4">
        <Toggle label={say('rush')} on={rush.offered} onChange={(offered) => change({ rush: { ...rush, offered } })} disabled={!may} />
        {rush.offered && (
          <MoneyBox
            name="rush.price"
            label={say('rush_price')}
            value={rush.price}
            onChange={(price) => change({ rush: { ...rush, price } })}
            className="max-w-xs"
            required
            disabled={!may}
          />
        )}
        <Toggle
          label={say('hold')}
          hint={say('hold_hint')}
          on={draft.hold_for_pickup}
          onChange={(hold_for_pickup) => change({ hold_for_pickup })}
          disabled={!may}
        />
        <Toggle
          label={say('alerts')}
          hint={say('alerts_hint')}
          on={draft.alert_mails}
          onChange={(alert_mails) => change({ alert_mails })}
          disabled={!may}
        />
        <TextBox
          name="keep_hours"
          label={say('keep')}
          hint={say('keep_hint')}
          value={Number.isNaN(draft.keep_hours) ? '' : String(draft.keep_hours)}
          onChange={(text) => change({ keep_hours: Number.parseInt(text, 10) })}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-xs"
          required
          disabled={!may}
        />
      </div>
    </Panel>
  );
}

/** Amounts as they were typed become the API's. */
function readable(draft: PrintSettings): PrintSettings {
  const kind = ({ price, breaks }: PrintSettings['bw']) => ({
    price: typedAmount(price),
    breaks: breaks.map((each) => ({ ...each, price: typedAmount(each.price) })),
  });
  const { minimum, tax_rate: tax, ...rest } = draft;
  return {
    ...rest,
    bw: kind(draft.bw),
    color: kind(draft.color),
    rush: { ...draft.rush, price: typedAmount(draft.rush.price) },
    ...(minimum ? { minimum: typedAmount(minimum) } : {}),
    ...(tax ? { tax_rate: typedAmount(tax) } : {}),
  };
}

function bodyOf(draft: PrintSettings): unknown {
  const { keep_hours: hours, ...rest } = readable(draft);
  // What is no number is refused by the server, beside its field.
  return { ...rest, keep_hours: Number.isNaN(hours) ? null : hours };
}
