/** The number: connected with what both sides need, then proved by a first message that comes in and one that goes out. */
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../speech/speech.ts';
import { Waiting } from '../../ui/states.tsx';
import { kinds } from '../settings/connection-kinds.ts';
import { isSandbox } from '../settings/sandbox.ts';
import { connectionsQuery } from '../settings/settings-queries.ts';
import { Account } from './account.tsx';
import { FirstMessage } from './first-message.tsx';
import { stepWords } from './step-words.ts';
import { TestMessage } from './test-message.tsx';

export function WhatsappStep() {
  const { data } = useQuery(connectionsQuery);
  if (!data) return <Waiting />;
  const kind = kinds.find((each) => each.kind === 'whatsapp');
  const connection = data.find((each) => each.kind === 'whatsapp');
  const works = connection?.state === 'working' || connection?.state === 'untested';
  return (
    <div className="flex flex-col gap-4">
      <PublicNeeded />
      {works && <FirstMessage />}
      {works && <TestMessage />}
      {kind && <Account kind={kind} connection={connection} />}
    </div>
  );
}

/** Their servers must find ours. */
export function PublicNeeded() {
  const say = useWords(stepWords);
  if (isSandbox() || location.protocol === 'https:') return null;
  return <p className="rounded-xl bg-turmeric-soft px-4 py-3 text-turmeric">{say('public_needed', { origin: location.origin })}</p>;
}
