/** What an example would cost under the prices as they stand in the form, saved or not. */
import type { PrintSettings } from '@parley/contract/api/printing.ts';
import { useState } from 'react';
import { useMe } from '../../session.ts';
import { localeOf, useReader, useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Choice, TextBox, Toggle } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { type Example, priceExample } from './price-example.ts';
import { printingWords } from './printing-words.ts';
import { printSettingsWords } from './settings-words.ts';

const MOST = 2_000;

export function PricePreview({ settings }: { readonly settings: PrintSettings }) {
  const say = useWords(printSettingsWords);
  const words = useWords(printingWords);
  const [example, setExample] = useState<Example>({ pages: 12, copies: 2, mode: 'bw', paper: 'A4', twoSided: false, rush: false });
  const set = (part: Partial<Example>): void => setExample({ ...example, ...part });
  const paper = settings.papers.some((each) => each.paper === example.paper) ? example.paper : 'A4';
  const counted = (text: string): number => Math.min(MOST, Math.max(0, Number.parseInt(text, 10) || 0));
  return (
    <Panel title={say('example')}>
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-3">
          <TextBox
            name="example_pages"
            label={say('example_pages')}
            value={String(example.pages || '')}
            onChange={(text) => set({ pages: counted(text) })}
            inputMode="numeric"
            autoComplete="off"
          />
          <TextBox
            name="example_copies"
            label={say('example_copies')}
            value={String(example.copies || '')}
            onChange={(text) => set({ copies: counted(text) })}
            inputMode="numeric"
            autoComplete="off"
          />
          <Choice
            name="example_mode"
            label={say('example_mode')}
            value={example.mode}
            onChange={(mode) => set({ mode: mode === 'color' ? 'color' : 'bw' })}
            options={(['bw', 'color'] as const).map((id) => ({ id, label: words(`mode_${id}`) }))}
          />
          <Choice
            name="example_paper"
            label={say('example_paper')}
            value={paper}
            onChange={(chosen) => set({ paper: settings.papers.find((each) => each.paper === chosen)?.paper ?? 'A4' })}
            options={settings.papers.map(({ paper: id }) => ({ id, label: id }))}
          />
        </div>
        {settings.two_sided && <Toggle label={say('example_two_sided')} on={example.twoSided} onChange={(twoSided) => set({ twoSided })} />}
        {settings.rush.offered && <Toggle label={say('example_rush')} on={example.rush} onChange={(rush) => set({ rush })} />}
        <Bill settings={settings} example={{ ...example, paper, twoSided: settings.two_sided && example.twoSided }} />
      </div>
    </Panel>
  );
}

function Bill({ settings, example }: { readonly settings: PrintSettings; readonly example: Example }) {
  const say = useWords(printSettingsWords);
  const { currency } = useMe().merchant;
  const { language, country } = useReader();
  const format = new Intl.NumberFormat(localeOf(language, country), { style: 'currency', currency });
  const priced = priceExample(settings, example, format.resolvedOptions().maximumFractionDigits ?? 2);
  if (!priced) return <p className="border-t border-line pt-3 text-ink-2">{say('unreadable')}</p>;
  return (
    <dl className="border-t border-line pt-3" aria-live="polite">
      {priced.lines.map(({ what, quantity, price, total }) => (
        <div key={what} className="flex justify-between gap-3 py-0.5">
          <dt className="text-ink-2">
            {say(`line_${what}`)}
            {quantity > 1 && (
              <>
                {' '}
                {quantity} × <Amount value={price} currency={currency} />
              </>
            )}
          </dt>
          <dd>
            <Amount value={total} currency={currency} />
          </dd>
        </div>
      ))}
      <div className="mt-1 flex justify-between gap-3 border-t border-line pt-2 font-semibold">
        <dt>{say('total')}</dt>
        <dd>
          <Amount value={priced.total} currency={currency} />
        </dd>
      </div>
    </dl>
  );
}
