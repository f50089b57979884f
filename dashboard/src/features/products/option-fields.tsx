/** Options with their values, up to three: for a new product and for one that is known. */

import { Plus, X } from 'lucide-react';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { TextBox } from '../../ui/form.tsx';
import { countOf, MOST_OPTIONS, MOST_VARIANTS, type OptionDraft } from './option-plan.ts';
import { variantWords } from './variant-words.ts';

interface OptionFieldsProps {
  readonly options: readonly OptionDraft[];
  readonly onChange: (options: readonly OptionDraft[]) => void;
  /** What variants that are there get for a new option, once this is a known product. */
  readonly valueForOld?: boolean;
}

export const newOption = (): OptionDraft => ({ key: crypto.randomUUID(), was: undefined, name: '', values: '' });

export function OptionFields({ options, onChange, valueForOld = false }: OptionFieldsProps) {
  const say = useWords(variantWords);
  const change = (key: string, next: Partial<OptionDraft>) =>
    onChange(options.map((each) => (each.key === key ? { ...each, ...next } : each)));
  const count = countOf(options);
  return (
    <div className="flex flex-col gap-3">
      {options.map((option, index) => (
        <fieldset key={option.key} className="grid grid-cols-[1fr_auto] items-start gap-3 sm:grid-cols-[10rem_1fr_auto]">
          <legend className="sr-only">{say('option', { n: index + 1 })}</legend>
          <TextBox
            name={`options.${index}.name`}
            label={say('option_name')}
            value={option.name}
            onChange={(name) => change(option.key, { name })}
            placeholder={say('option_name_hint')}
            required
            maxLength={40}
            autoComplete="off"
          />
          <TextBox
            name={`options.${index}.value`}
            className="max-sm:order-last max-sm:col-span-2"
            label={say('values')}
            hint={say('values_hint')}
            value={option.values}
            onChange={(values) => change(option.key, { values })}
            required
            autoComplete="off"
          />
          <Button
            isIconOnly
            variant="tertiary"
            className="mt-6"
            aria-label={say('remove_option', { name: option.name || say('option', { n: index + 1 }) })}
            onPress={() => onChange(options.filter((each) => each.key !== option.key))}
          >
            <X size={16} aria-hidden="true" />
          </Button>
          {valueForOld && option.was === undefined && option.values.trim() !== '' && (
            <p className="col-span-full -mt-2 text-sm text-ink-2">
              {say('value_for_old')}: <strong>{option.values.split(',')[0]?.trim()}</strong>
            </p>
          )}
        </fieldset>
      ))}
      <div className="flex flex-wrap items-center justify-between gap-2">
        {options.length < MOST_OPTIONS && (
          <Button size="sm" variant="tertiary" onPress={() => onChange([...options, newOption()])}>
            <Plus size={15} aria-hidden="true" />
            {say(options.length === 0 ? 'add_options' : 'add_option')}
          </Button>
        )}
        {options.length > 0 && (
          <span className={`text-sm ${count > MOST_VARIANTS ? 'text-brick' : 'text-ink-2'}`} role="status">
            {count > MOST_VARIANTS ? say('too_many', { n: count }) : say('makes', { n: count })}
          </span>
        )}
      </div>
    </div>
  );
}
