/** Whether a connection works, in one word. */
import type { ConnectionView } from '@parley/contract/api/connections.ts';
import { useWords } from '../../speech/speech.ts';
import { StatusChip, type Tone } from '../../ui/status-chip.tsx';
import { settingsWords } from './settings-words.ts';

const tones: Readonly<Record<ConnectionView['state'], Tone>> = { missing: 'quiet', untested: 'attention', working: 'good', failing: 'bad' };

export function ConnectionChip({ state }: { readonly state: ConnectionView['state'] }) {
  const say = useWords(settingsWords);
  return <StatusChip tone={tones[state]}>{say(`state_${state}`)}</StatusChip>;
}
