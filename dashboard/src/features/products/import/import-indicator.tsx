/** A line over the list of products while an import runs, with the way to it. */
import { selling } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { mayDo, useMe } from '../../../session.ts';
import { useWords } from '../../../speech/speech.ts';
import { Progress } from '../../../ui/progress.tsx';
import { importsQuery } from './import-queries.ts';
import { importWords } from './import-words.ts';

export function ImportIndicator() {
  const say = useWords(importWords);
  const { data } = useQuery({ ...importsQuery(1), enabled: mayDo(useMe(), selling) });
  const running = data?.data.find((each) => each.state === 'running' && !each.dry_run);
  if (!running) return null;
  return (
    <Link
      to="/products/import"
      search={{ run: running.id }}
      className="mb-4 block rounded-xl border border-line bg-surface px-4 py-3 hover:border-leaf"
    >
      <Progress
        label={say('running', { file: running.file_name })}
        part={running.rows_total === 0 ? undefined : running.rows_done / running.rows_total}
        text={say('progress', { done: running.rows_done, total: running.rows_total })}
      />
    </Link>
  );
}
