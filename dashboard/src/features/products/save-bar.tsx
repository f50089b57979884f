/** Stands at the lower edge while something is not saved: save, or discard. ⌘S and Ctrl S save too. */

import { type ReactNode, useEffect } from 'react';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { productWords } from './product-words.ts';

interface SaveBarProps {
  readonly shown: boolean;
  readonly busy: boolean;
  readonly onDiscard: () => void;
  readonly save: ReactNode;
}

/** Inside the form it saves. */
export function SaveBar({ shown, busy, onDiscard, save }: SaveBarProps) {
  const say = useWords(productWords);
  useEffect(() => {
    if (!shown) return undefined;
    const listen = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 's' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      document.querySelector<HTMLFormElement>('form:has([data-save-bar])')?.requestSubmit();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [shown]);
  if (!shown) return null;
  return (
    <div
      data-save-bar
      className="sticky bottom-16 z-20 mt-4 flex items-center justify-between gap-3 rounded-xl border border-line bg-surface px-4 py-3 shadow-lg md:bottom-4"
    >
      <span className="text-ink-2 max-sm:sr-only">{say('unsaved')}</span>
      <span className="flex grow justify-end gap-2">
        <Button variant="tertiary" isDisabled={busy} onPress={onDiscard}>
          {say('discard')}
        </Button>
        <Button type="submit" isPending={busy}>
          {save}
        </Button>
      </span>
    </div>
  );
}
