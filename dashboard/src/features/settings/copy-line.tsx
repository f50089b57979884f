/** A text to take along: shown whole, copied by one press. */

import { Check, Copy } from 'lucide-react';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { settingsWords } from './settings-words.ts';
import { useCopy } from './use-copy.ts';

export function CopyLine({ label, text }: { readonly label: string; readonly text: string }) {
  const say = useWords(settingsWords);
  const [copied, copy] = useCopy();
  return (
    <div>
      <div className="text-sm text-ink-2">{label}</div>
      <div className="mt-1 flex items-stretch gap-2">
        <code className="min-w-0 grow rounded-lg bg-sunken px-3 py-2 text-sm wrap-anywhere select-all">{text}</code>
        <Button variant="secondary" className="h-auto min-h-9 shrink-0" onPress={() => copy(text)}>
          {copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
          <span aria-live="polite" className="max-sm:sr-only">
            {say(copied ? 'copied' : 'copy')}
          </span>
        </Button>
      </div>
    </div>
  );
}
