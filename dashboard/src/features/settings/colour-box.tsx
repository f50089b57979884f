/** A colour: picked, or typed as #rrggbb. */
import { useState } from 'react';
import { TextBox } from '../../ui/form.tsx';

interface ColourBoxProps {
  readonly name: string;
  readonly label: string;
  readonly initial: string;
  readonly disabled: boolean;
}

export function ColourBox({ name, label, initial, disabled }: ColourBoxProps) {
  const [value, setValue] = useState(initial);
  return (
    <div className="flex items-start gap-2">
      <TextBox name={name} label={label} value={value} onChange={setValue} disabled={disabled} autoComplete="off" maxLength={7} />
      <input
        type="color"
        aria-label={label}
        value={/^#[0-9a-f]{6}$/i.test(value) ? value : '#000000'}
        disabled={disabled}
        onChange={(event) => setValue(event.target.value)}
        className="mt-6 h-9 w-12 cursor-pointer rounded-lg border border-line bg-surface p-1"
      />
    </div>
  );
}
