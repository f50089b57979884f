/** A question on top of the page: a titled sheet that returns the focus to where it came from, and the one that asks for a person's code. */
import { Modal } from '@heroui/react';
import type { ReactNode } from 'react';
import { useWords } from '../speech/speech.ts';
import { Form, Submit, TextBox } from './form.tsx';
import { uiWords } from './ui-words.ts';

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly children: ReactNode;
}

export function Dialog({ title, open, onClose, size = 'md', children }: DialogProps) {
  return (
    <Modal.Backdrop isOpen={open} onOpenChange={(next) => !next && onClose()}>
      <Modal.Container size={size} placement="auto">
        <Modal.Dialog>
          <Modal.CloseTrigger />
          <Modal.Header>
            <Modal.Heading>{title}</Modal.Heading>
          </Modal.Header>
          <Modal.Body>{children}</Modal.Body>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}

interface CodeDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCode: (code: string) => void;
  readonly busy: boolean;
  readonly failure?: string | undefined;
  /** What the code is for, where it is neither money nor stock. */
  readonly text?: string;
  /** Whether this person has a second factor at all. */
  readonly enrolled: boolean;
}

/** Asks for the caller's own time-based code before a change of money or stock. */
export function CodeDialog({ open, onClose, onCode, busy, failure, text, enrolled }: CodeDialogProps) {
  const say = useWords(uiWords);
  return (
    <Dialog title={say('code_title')} open={open} onClose={onClose} size="sm">
      {enrolled ? (
        <Form onSend={({ code }) => onCode(code ?? '')} failure={failure}>
          <p className="text-ink-2">{text ?? say('code_text')}</p>
          <TextBox
            name="code"
            label={say('code_label')}
            required
            autoFocus
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
          />
          <Submit busy={busy}>{say('code_confirm')}</Submit>
        </Form>
      ) : (
        <p className="text-ink-2">{say('code_missing')}</p>
      )}
    </Dialog>
  );
}
