/** A text to take along: shown whole, copied by one press. */
import { Button } from '@heroui/react';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../speech/speech.ts';
import { settingsWords } from './settings-words.ts';

const SHOWN_MS = 2_000;

export function CopyLine({ label, text }: { readonly label: string; readonly text: string }) {
  const say = useWords(settingsWords);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div>
      <div className="text-sm text-ink-2">{label}</div>
      <div className="mt-1 flex items-center gap-2">
        <code className="min-w-0 grow overflow-x-auto rounded-lg bg-sunken px-3 py-2 text-sm whitespace-nowrap">{text}</code>
        <Button variant="secondary" onPress={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          {copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
          <span aria-live="polite">{say(copied ? 'copied' : 'copy')}</span>
        </Button>
      </div>
    </div>
  );
}
