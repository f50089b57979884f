/** The four columns of the board side by side; on a phone one at a time, chosen by tabs that live in the address. */
import { getRouteApi } from '@tanstack/react-router';
import { useWords } from '../../speech/speech.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { FilterTabs } from '../../ui/list-tools.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { type Column, columns, statesOf } from './board-columns.ts';
import { boardWords } from './board-words.ts';
import { JobCard } from './job-card.tsx';
import { type Part, useBoard } from './use-board.ts';

const route = getRouteApi('/shell/print');

export function Board() {
  const say = useWords(boardWords);
  const { column = 'queue' } = route.useSearch();
  const navigate = route.useNavigate();
  const parts = useBoard();
  return (
    <div className="flex flex-col gap-2">
      <div className="md:hidden">
        <FilterTabs
          label={say('columns')}
          value={column}
          withoutAll
          options={columns.map((id) => ({ id, label: `${say(`column_${id}`)} ${parts[id].isPending ? '' : parts[id].total}` }))}
          onChange={(next) => void navigate({ search: { column: columns.find((each) => each === next) ?? 'queue' }, replace: true })}
        />
      </div>
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-4">
        {columns.map((each) => (
          <BoardColumn key={each} column={each} part={parts[each]} className={each === column ? '' : 'max-md:hidden'} />
        ))}
      </div>
    </div>
  );
}

interface BoardColumnProps {
  readonly column: Column;
  readonly part: Part;
  readonly className: string;
}

function BoardColumn({ column, part, className }: BoardColumnProps) {
  const say = useWords(boardWords);
  const title = say(`column_${column}`);
  return (
    <section aria-label={title} className={`min-w-0 rounded-xl bg-sunken p-2 ${className}`}>
      <h2 className="flex items-center justify-between px-2 pt-1 pb-2 font-semibold max-md:sr-only">
        {title}
        <span className="text-sm font-normal text-ink-2 tabular-nums">{part.isPending ? '' : part.total}</span>
      </h2>
      <ColumnContent column={column} part={part} />
      {part.more.map(([status, n]) => (
        <LinkButton key={status} to="/print/jobs" search={{ status }} variant="ghost" size="sm" className="mt-2 w-full">
          {say('all_of', { n })}
        </LinkButton>
      ))}
    </section>
  );
}

function ColumnContent({ column, part }: Omit<BoardColumnProps, 'className'>) {
  const say = useWords(boardWords);
  if (part.error) return <Failure error={part.error} retry={part.retry} />;
  if (part.isPending) return <Waiting rows={4} />;
  if (part.jobs.length === 0) return <p className="px-2 py-8 text-center text-sm text-ink-2">{say(`none_${column}`)}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {part.jobs.map((job) => (
        <li key={job.id}>
          <JobCard job={job} showState={statesOf[column].length > 1} />
        </li>
      ))}
    </ul>
  );
}
