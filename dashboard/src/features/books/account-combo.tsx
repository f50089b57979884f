/** Chooses an account by typing its code or a part of its name. */
import { ComboBox, Input, ListBox } from '@heroui/react';
import { useWords } from '../../speech/speech.ts';
import type { Account } from './books-queries.ts';
import { journalWords } from './journal-words.ts';

interface AccountComboProps {
  readonly label: string;
  readonly accounts: readonly Account[];
  /** An account's id; '' for none. */
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly problem?: string | undefined;
  readonly autoFocus?: boolean;
  readonly required?: boolean;
}

export function AccountCombo({ label, accounts, value, onChange, problem, autoFocus = false, required = false }: AccountComboProps) {
  const say = useWords(journalWords);
  return (
    <ComboBox
      aria-label={label}
      fullWidth
      variant="secondary"
      menuTrigger="focus"
      autoFocus={autoFocus}
      isRequired={required}
      isInvalid={problem !== undefined}
      selectedKey={value === '' ? null : value}
      onSelectionChange={(key) => onChange(key === null ? '' : String(key))}
    >
      <ComboBox.InputGroup>
        <Input placeholder={say('find_account')} />
        <ComboBox.Trigger />
      </ComboBox.InputGroup>
      {problem && <p className="mt-1 text-sm text-brick">{problem}</p>}
      <ComboBox.Popover>
        <ListBox>
          {accounts.map((each) => (
            <ListBox.Item key={each.id} id={each.id} textValue={`${each.code} ${each.name}`}>
              <span className="w-12 text-xs text-ink-2 tabular-nums">{each.code}</span>
              {each.name}
            </ListBox.Item>
          ))}
        </ListBox>
      </ComboBox.Popover>
    </ComboBox>
  );
}
