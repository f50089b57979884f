/** An account of the shop within the set-up: laid open until it works, then folded away. */
import type { ConnectionView } from '@parley/contract/api/connections.ts';
import { useState } from 'react';
import { useWords } from '../../speech/speech.ts';
import type { Kind } from '../settings/connection-kinds.ts';
import { ConnectionPanels } from '../settings/connection-panels.tsx';
import { settingsWords } from '../settings/settings-words.ts';
import { stepWords } from './step-words.ts';

interface AccountProps {
  readonly kind: Kind;
  readonly connection: ConnectionView | undefined;
}

export function Account({ kind, connection }: AccountProps) {
  const say = useWords(stepWords);
  const saySettings = useWords(settingsWords);
  const [opened, setOpened] = useState(false);
  const works = connection?.state === 'working' || connection?.state === 'untested';
  if (!works) return <ConnectionPanels kind={kind} connection={connection} />;
  return (
    <details open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary className="cursor-pointer rounded-lg px-1 py-2 font-medium text-ink-2 hover:text-ink">
        {say('account_of', { name: saySettings(`kind_${kind.kind}`) })}
      </summary>
      <div className="mt-2">{opened && <ConnectionPanels kind={kind} connection={connection} />}</div>
    </details>
  );
}
