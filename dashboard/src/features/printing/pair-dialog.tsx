/** Pairing a computer: the code, one command to copy, and a live wait until the program there has given the code back. */
import { Button } from '@heroui/react';
import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { PairWays } from './pair-ways.tsx';
import { printerWords } from './printer-words.ts';
import { agentsQuery, openPairing, type PrintAgent } from './printing-queries.ts';

const LOOK_MS = 2_000;

export function PairDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(printerWords);
  const agent = useNewAgent();
  return (
    <Dialog title={say('pair')} open onClose={onClose}>
      {agent ? (
        <div className="flex flex-col items-center gap-2 py-4 text-center" role="status">
          <span className="grid size-12 place-items-center rounded-full bg-leaf-soft text-leaf">
            <Check size={24} aria-hidden="true" />
          </span>
          <p className="text-lg font-semibold">{say('pair_done', { name: agent.name })}</p>
          <p className="text-ink-2">{say('pair_done_text')}</p>
          <Button className="mt-2" onPress={onClose}>
            {say('close')}
          </Button>
        </div>
      ) : (
        <Code />
      )}
    </Dialog>
  );
}

function Code() {
  const say = useWords(printerWords);
  const format = useFormat();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['pairing'],
    queryFn: openPairing,
    // A code is asked for once, not again whenever the window is looked at.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const isOver = useIsOver(data?.expires_at);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={3} />;
  return (
    <div className="flex flex-col gap-4">
      <PairWays pairing={data} />
      <div>
        <div className="text-sm text-ink-2">{say('pair_code')}</div>
        <div className={`font-mono text-3xl font-semibold tracking-[0.2em] ${isOver ? 'line-through opacity-60' : ''}`}>{data.code}</div>
        <p className="text-sm text-ink-2">{isOver ? say('pair_over') : say('pair_until', { time: format.time(data.expires_at) })}</p>
      </div>
      {isOver ? (
        <div>
          <Button isPending={isFetching} onPress={() => void refetch()}>
            {say('pair_new')}
          </Button>
        </div>
      ) : (
        <p className="flex items-center gap-2 border-t border-line pt-3" role="status">
          <span aria-hidden="true" className="size-2.5 animate-pulse rounded-full bg-turmeric" />
          {say('pair_waiting')}
        </p>
      )}
    </div>
  );
}

/** The one that was not there when the dialog opened. */
function useNewAgent(): PrintAgent | undefined {
  const { data } = useQuery({ ...agentsQuery(1), refetchInterval: LOOK_MS });
  const known = useRef<ReadonlySet<string>>(undefined);
  if (data && known.current === undefined) known.current = new Set(data.data.map(({ id }) => id));
  return data?.data.find(({ id }) => known.current?.has(id) === false);
}

function useIsOver(until: string | undefined): boolean {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until === undefined) return undefined;
    setNow(Date.now());
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, Date.parse(until) - Date.now()) + 50);
    return () => clearTimeout(timer);
  }, [until]);
  return until !== undefined && now >= Date.parse(until);
}
