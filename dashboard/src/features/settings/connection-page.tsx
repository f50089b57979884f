/** One account's page: its state, and the panels to connect it. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { NotFound } from '../../shell/not-found.tsx';
import { useWords } from '../../speech/speech.ts';
import { Page } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { ConnectionChip } from './connection-chip.tsx';
import { kinds } from './connection-kinds.ts';
import { ConnectionPanels } from './connection-panels.tsx';
import { connectionsQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

export function ConnectionPage() {
  const say = useWords(settingsWords);
  const { kind: name } = useParams({ from: '/shell/settings/connections/$kind' });
  const connections = useQuery(connectionsQuery);
  const kind = kinds.find((each) => each.kind === name);
  if (!kind) return <NotFound />;
  const found = connections.data?.find((each) => each.kind === name);
  return (
    <Page
      title={say(`kind_${kind.kind}`)}
      about={say(`about_${kind.kind}`)}
      back={{ to: '/settings/connections', label: say('connections') }}
      marks={found && <ConnectionChip state={found.state} />}
    >
      <Loaded query={connections}>{() => <ConnectionPanels kind={kind} connection={found} />}</Loaded>
    </Page>
  );
}
