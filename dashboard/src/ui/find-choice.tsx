/** A choice among many: typed into to narrow it, else like any other choice. Belongs into a Form. */
import { ComboBox, Description, FieldError, Input, Label, ListBox } from '@heroui/react';
import type { Option } from './form.tsx';

interface FindChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly initial?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly options: readonly Option[];
  readonly className?: string;
}

export function FindChoice({ name, label, hint, initial, required = false, disabled = false, options, className }: FindChoiceProps) {
  return (
    <ComboBox
      name={name}
      formValue="key"
      fullWidth
      variant="secondary"
      isRequired={required}
      isDisabled={disabled}
      defaultItems={options}
      {...(initial === undefined ? {} : { defaultSelectedKey: initial })}
      {...(className === undefined ? {} : { className })}
    >
      <Label>{label}</Label>
      <ComboBox.InputGroup>
        <Input />
        <ComboBox.Trigger />
      </ComboBox.InputGroup>
      {hint && <Description>{hint}</Description>}
      <FieldError />
      <ComboBox.Popover>
        <ListBox>
          {(option: Option) => (
            <ListBox.Item id={option.id} textValue={option.label}>
              {option.label}
            </ListBox.Item>
          )}
        </ListBox>
      </ComboBox.Popover>
    </ComboBox>
  );
}
