/** Asks once before what cannot be taken back. Where the API can take it back, offer undo instead. */

import type { ReactNode } from 'react';
import { useWords } from '../speech/speech.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { uiWords } from './ui-words.ts';

interface ConfirmProps {
  readonly title: string;
  readonly open: boolean;
  readonly busy?: boolean;
  /** The verb on the button. */
  readonly act: string;
  readonly onAct: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Confirm({ title, open, busy = false, act, onAct, onClose, children }: ConfirmProps) {
  const say = useWords(uiWords);
  return (
    <Dialog title={title} open={open} onClose={onClose} size="sm">
      <div className="flex flex-col gap-4">
        <div className="text-ink-2">{children}</div>
        <div className="flex justify-end gap-2">
          <Button variant="tertiary" onPress={onClose}>
            {say('cancel')}
          </Button>
          <Button variant="danger" isPending={busy} onPress={onAct}>
            {act}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
