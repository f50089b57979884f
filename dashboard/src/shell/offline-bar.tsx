/** Says that there is no connection, while there is none. */
import { useSyncExternalStore } from 'react';
import { useWords } from '../speech/speech.ts';
import { shellWords } from './shell-words.ts';

const onlineSource = (changed: () => void): (() => void) => {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
};

export function OfflineBar() {
  const say = useWords(shellWords);
  const online = useSyncExternalStore(onlineSource, () => navigator.onLine);
  if (online) return null;
  return (
    <p role="status" className="bg-turmeric-soft px-4 py-2 text-center text-sm text-turmeric">
      {say('offline')}
    </p>
  );
}
