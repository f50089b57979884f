/** Forms: labelled fields with their problem beside them, sent whole. Values stay in the form itself; the server is the judge. */
import { Description, FieldError, Input, Label, ListBox, Select, Switch, TextArea, TextField } from '@heroui/react';
import { type ReactNode, type SyntheticEvent, useEffect, useMemo, useRef, useState } from 'react';
import { FormValidationContext } from 'react-aria-components';
import { Button } from './button.tsx';

interface FormProps {
  /** Name → value; switches are 'true' or absent. */
  readonly onSend: (values: Readonly<Record<string, string>>, form: FormData) => void;
  readonly problems?: Readonly<Record<string, string>>;
  /** A refusal of the whole. */
  readonly failure?: string | undefined;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Form({ onSend, problems = {}, failure, className = 'flex flex-col gap-4', children }: FormProps) {
  const place = useRef<HTMLFormElement>(null);
  const [others, setOthers] = useState<readonly string[]>([]);
  const text = JSON.stringify(problems);
  const [edited, setEdited] = useState<readonly string[]>([]);
  const known = useMemo(() => JSON.parse(text) as Readonly<Record<string, string>>, [text]);
  // A problem goes while its field is typed into, not when it is left: a button must not move away under the finger that presses it.
  const shown = useMemo(() => Object.fromEntries(Object.entries(known).filter(([name]) => !edited.includes(name))), [known, edited]);
  useEffect(() => {
    const names = new Set([...(place.current?.elements ?? [])].map((each) => each.getAttribute('name')));
    setEdited([]);
    setOthers(Object.entries(known).flatMap(([name, problem]) => (names.has(name) ? [] : [problem])));
  }, [known]);
  const send = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    // A form in a dialog stands inside the page's form for React, though not for the browser.
    event.stopPropagation();
    if (!isFilledIn(event.currentTarget)) return;
    const form = new FormData(event.currentTarget);
    const values = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : [])));
    onSend(values, form);
  };
  const onInput = ({ target }: SyntheticEvent<HTMLFormElement>): void => {
    const name = 'name' in target ? String(target.name) : '';
    if (name in shown) setEdited([...edited, name]);
  };
  // What names no field of this form is a refusal of the whole.
  const refusals = failure ? [failure] : others;
  return (
    // `isFilledIn` judges instead of the browser.
    <form ref={place} className={className} onSubmit={send} onInput={onInput} noValidate>
      <FormValidationContext value={shown}>
        {refusals.length > 0 && (
          <div role="alert" className="col-span-full rounded-lg bg-brick-soft px-3 py-2 text-brick">
            {refusals.map((each) => (
              <p key={each}>{each}</p>
            ))}
          </div>
        )}
        {children}
      </FormValidationContext>
    </form>
  );
}

const faults = [
  'badInput',
  'patternMismatch',
  'rangeOverflow',
  'rangeUnderflow',
  'stepMismatch',
  'tooLong',
  'tooShort',
  'typeMismatch',
  'valueMissing',
] as const satisfies readonly (keyof ValidityState)[];

/**
 * Whether the fields hold what they themselves ask for; those that do not say so. What the server said of a field before is no fault of it:
 * the same words may be right once another field has changed.
 */
function isFilledIn(form: HTMLFormElement): boolean {
  const wrong = [...form.elements].filter(
    (each): each is HTMLInputElement =>
      'validity' in each &&
      'willValidate' in each &&
      each.willValidate === true &&
      faults.some((fault) => (each.validity as ValidityState)[fault]),
  );
  for (const each of wrong) each.checkValidity();
  return wrong.length === 0;
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly initial?: string | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly className?: string;
}

interface TextBoxProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'number' | 'date' | 'search';
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'tel' | 'email' | 'url' | 'search';
  readonly autoComplete?: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** More than one line. */
  readonly rows?: number;
}

export function TextBox(props: TextBoxProps) {
  const { name, label, hint, value, onChange, initial, required, disabled, autoFocus, className, rows, placeholder, ...input } = props;
  const shown = placeholder === undefined ? {} : { placeholder };
  return (
    <TextField
      name={name}
      fullWidth
      variant="secondary"
      isRequired={required ?? false}
      isDisabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
      {...(className === undefined ? {} : { className })}
      {...(value === undefined ? {} : { value })}
      {...(onChange ? { onChange } : {})}
      {...(initial === undefined ? {} : { defaultValue: initial })}
      {...input}
    >
      <Label>{label}</Label>
      {rows === undefined ? <Input {...shown} /> : <TextArea rows={rows} {...shown} />}
      {hint && <Description>{hint}</Description>}
      <FieldError />
    </TextField>
  );
}

/** Money in the shop's currency: the phone's number keys, and never a spinner. */
export function MoneyBox(props: Omit<TextBoxProps, 'type' | 'inputMode'>) {
  return <TextBox {...props} inputMode="decimal" autoComplete="off" />;
}

export interface Option {
  readonly id: string;
  readonly label: string;
}

export function Choice(props: FieldProps & { readonly options: readonly Option[]; readonly placeholder?: string }) {
  const { name, label, hint, value, onChange, initial, required, disabled, options, placeholder, className } = props;
  return (
    <Select
      name={name}
      fullWidth
      variant="secondary"
      isRequired={required ?? false}
      isDisabled={disabled ?? false}
      placeholder={placeholder ?? '–'}
      {...(className === undefined ? {} : { className })}
      {...(value === undefined ? {} : { value })}
      {...(initial === undefined ? {} : { defaultValue: initial })}
      {...(onChange ? { onChange: (key: unknown) => onChange(typeof key === 'string' ? key : '') } : {})}
    >
      <Label>{label}</Label>
      <Select.Trigger>
        <Select.Value />
        <Select.Indicator />
      </Select.Trigger>
      {hint && <Description>{hint}</Description>}
      <FieldError />
      <Select.Popover>
        <ListBox>
          {options.map((option) => (
            <ListBox.Item key={option.id} id={option.id} textValue={option.label}>
              {option.label}
            </ListBox.Item>
          ))}
        </ListBox>
      </Select.Popover>
    </Select>
  );
}

interface ToggleProps {
  readonly name?: string;
  /** Sent under the name while it is on. */
  readonly value?: string;
  readonly label: string;
  readonly hint?: string;
  readonly on?: boolean;
  readonly initial?: boolean;
  readonly onChange?: (on: boolean) => void;
  readonly disabled?: boolean;
}

export function Toggle({ name, value = 'true', label, hint, on, initial, onChange, disabled }: ToggleProps) {
  return (
    <Switch
      value={value}
      isDisabled={disabled ?? false}
      {...(name === undefined ? {} : { name })}
      {...(on === undefined ? {} : { isSelected: on })}
      {...(initial === undefined ? {} : { defaultSelected: initial })}
      {...(onChange ? { onChange } : {})}
    >
      <Switch.Content>
        <Switch.Control>
          <Switch.Thumb />
        </Switch.Control>
        <Label className="text-base">{label}</Label>
      </Switch.Content>
      {hint && <Description>{hint}</Description>}
    </Switch>
  );
}

export function Submit({ busy = false, children }: { readonly busy?: boolean; readonly children: ReactNode }) {
  return (
    <Button type="submit" isPending={busy}>
      {children}
    </Button>
  );
}
