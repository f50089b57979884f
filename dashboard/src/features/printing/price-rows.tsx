/** Rows of the price list: quantities from which a page costs less, and papers with their per cent. They belong into the settings form. */
import { Button } from '@heroui/react';
import { Plus, X } from 'lucide-react';
import { useWords } from '../../speech/speech.ts';
import { MoneyBox, TextBox, Toggle } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { papers } from './job-states.ts';
import type { PartProps } from './settings-part.ts';
import { printSettingsWords } from './settings-words.ts';

const MOST_BREAKS = 10;

export function BreakRows({ kind, draft, change, may }: PartProps & { readonly kind: 'bw' | 'color' }) {
  const say = useWords(printSettingsWords);
  const { breaks } = draft[kind];
  const set = (next: typeof breaks): void => change({ [kind]: { ...draft[kind], breaks: next } });
  const put = (at: number, part: Partial<(typeof breaks)[number]>): void =>
    set(breaks.map((each, index) => (index === at ? { ...each, ...part } : each)));
  const last = breaks.at(-1);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{say(`breaks_${kind}`)}</legend>
      {breaks.map((each, index) => (
        <div key={index} className="flex items-end gap-2">
          <TextBox
            name={`${kind}.breaks.${index}.from`}
            label={say('from')}
            value={Number.isNaN(each.from) ? '' : String(each.from)}
            onChange={(text) => put(index, { from: Number.parseInt(text, 10) })}
            inputMode="numeric"
            autoComplete="off"
            required
            disabled={!may}
          />
          <MoneyBox
            name={`${kind}.breaks.${index}.price`}
            label={say('each')}
            value={each.price}
            onChange={(price) => put(index, { price })}
            required
            disabled={!may}
          />
          {may && (
            <Button
              isIconOnly
              variant="tertiary"
              className="shrink-0"
              aria-label={`${say('remove')}: ${say('from')} ${each.from}`}
              onPress={() => set(breaks.filter((_, at) => at !== index))}
            >
              <X size={16} aria-hidden="true" />
            </Button>
          )}
        </div>
      ))}
      {may && breaks.length < MOST_BREAKS && (
        <div>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`${say('add_break')}: ${say(kind)}`}
            onPress={() => set([...breaks, { from: last ? last.from * 2 : 50, price: last?.price ?? draft[kind].price }])}
          >
            <Plus size={16} aria-hidden="true" />
            {say('add_break')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

export function PaperRows({ draft, change, may }: PartProps) {
  const say = useWords(printSettingsWords);
  const percentOf = (paper: (typeof papers)[number]): number | undefined => draft.papers.find((each) => each.paper === paper)?.percent;
  const put = (paper: (typeof papers)[number], percent: number | undefined): void =>
    change({
      papers: papers.flatMap((each) => {
        const kept = each === paper ? percent : percentOf(each);
        return kept === undefined ? [] : [{ paper: each, percent: kept }];
      }),
    });
  return (
    <Panel title={say('papers')} about={say('papers_about')}>
      <div className="flex flex-col gap-3">
        {papers.map((paper) => {
          const percent = percentOf(paper);
          return (
            <div key={paper} className="grid min-h-10 grid-cols-[7rem_1fr] items-center gap-3">
              <Toggle
                label={paper}
                on={percent !== undefined}
                disabled={!may || paper === 'A4'}
                onChange={(on) => put(paper, on ? 100 : undefined)}
              />
              {percent !== undefined && (
                <PercentBox
                  name={`papers.${draft.papers.findIndex((each) => each.paper === paper)}.percent`}
                  label={`${paper}: ${say('percent')}`}
                  value={percent}
                  onChange={(next) => put(paper, next)}
                  disabled={!may}
                />
              )}
            </div>
          );
        })}
        <div className="border-t border-line pt-4">
          <Toggle label={say('two_sided')} on={draft.two_sided} onChange={(on) => change({ two_sided: on })} disabled={!may} />
        </div>
        {draft.two_sided && (
          <PercentBox
            name="two_sided_percent"
            label={say('two_sided_percent')}
            value={draft.two_sided_percent}
            onChange={(percent) => change({ two_sided_percent: percent })}
            disabled={!may}
          />
        )}
      </div>
    </Panel>
  );
}

interface PercentBoxProps {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly onChange: (percent: number) => void;
  readonly disabled: boolean;
}

function PercentBox({ name, label, value, onChange, disabled }: PercentBoxProps) {
  return (
    <TextBox
      name={name}
      label={label}
      value={Number.isNaN(value) ? '' : String(value)}
      onChange={(text) => onChange(Number.parseInt(text, 10))}
      inputMode="numeric"
      autoComplete="off"
      className="max-w-xs"
      required
      disabled={disabled}
    />
  );
}
