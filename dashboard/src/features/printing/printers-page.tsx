/** Printers and the computers that serve them: how they stand, what they printed, pairing another one, unpairing. */
import { Button } from '@heroui/react';
import type { PrinterView } from '@parley/contract/api/printing.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { remove } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { boardWords } from './board-words.ts';
import { mayOperate } from './job-acts.ts';
import { Lamp, usePrinterState } from './lamp.tsx';
import { PairDialog } from './pair-dialog.tsx';
import { PrintTabs } from './print-tabs.tsx';
import { PrinterDialog } from './printer-dialog.tsx';
import { printerWords } from './printer-words.ts';
import { agentsQuery, type PrintAgent, printersQuery, touchedByPrinting } from './printing-queries.ts';

const route = getRouteApi('/shell/print/printers');

export function PrintersPage() {
  const say = useWords(printerWords);
  const may = mayOperate(useMe().role);
  const [pairing, setPairing] = useState(false);
  return (
    <Page title={say('title')} about={say('about')} actions={may && <Button onPress={() => setPairing(true)}>{say('pair')}</Button>}>
      <PrintTabs />
      <div className="flex flex-col gap-4">
        <Panel flush>
          <Printers />
        </Panel>
        <Panel title={say('agents')} flush>
          <Agents may={may} />
        </Panel>
      </div>
      {pairing && <PairDialog onClose={() => setPairing(false)} />}
    </Page>
  );
}

function Printers() {
  const say = useWords(printerWords);
  const board = useWords(boardWords);
  const [open, setOpen] = useState<PrinterView>();
  const columns = usePrinterColumns(setOpen);
  const { data, error, refetch } = useQuery(printersQuery);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={3} />;
  if (data.data.length === 0) return <Empty title={board('no_printer_title')} text={board('no_printer_text')} />;
  return (
    <>
      <DataTable label={say('title')} columns={columns} rows={data.data} idOf={(each) => each.id} />
      {open && <PrinterDialog printer={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function usePrinterColumns(onOpen: (printer: PrinterView) => void): readonly Column<PrinterView>[] {
  const say = useWords(printerWords);
  const stateOf = usePrinterState();
  const format = useFormat();
  return [
    {
      key: 'name',
      label: say('printer'),
      place: 'title',
      cell: (printer) => (
        <button
          type="button"
          onClick={() => onOpen(printer)}
          className="cursor-pointer text-left font-medium hover:underline"
          aria-label={say('settings_of', { name: printer.name })}
        >
          {printer.name}
        </button>
      ),
    },
    {
      key: 'state',
      label: say('state'),
      cell: (printer) => (
        <span className="inline-flex items-center gap-2">
          <Lamp state={printer.state} />
          {stateOf(printer)}
        </span>
      ),
    },
    { key: 'waiting', label: say('waiting_short'), wideOnly: true, align: 'right', cell: (printer) => format.number(printer.waiting_jobs) },
    { key: 'jobs', label: say('jobs_short'), wideOnly: true, align: 'right', cell: (printer) => format.number(printer.jobs_printed) },
    {
      key: 'pages',
      label: say('pages_short'),
      align: 'right',
      place: 'end',
      cell: (printer) => <Named alone={format.number(printer.pages_printed)} named={say('pages', { n: printer.pages_printed })} />,
    },
  ];
}

function Agents({ may }: { readonly may: boolean }) {
  const say = useWords(printerWords);
  const { page = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const [ending, setEnding] = useState<PrintAgent>();
  const columns = useAgentColumns(may ? setEnding : undefined);
  const { data, error, refetch } = useQuery(agentsQuery(page));
  const end = useAct<PrintAgent>({
    send: (agent) => remove(`/print_agents/${agent.id}`),
    touches: touchedByPrinting,
    done: (_answer, agent) => {
      tellDone(say('revoked', { name: agent.name }));
      setEnding(undefined);
    },
  });
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={3} />;
  if (data.data.length === 0) return <p className="border-t border-line px-4 py-8 text-center text-ink-2">{say('agents_none')}</p>;
  return (
    <>
      <DataTable label={say('agents')} columns={columns} rows={data.data} idOf={(each) => each.id} />
      <Pager pagination={data.pagination} onPage={(next) => void navigate({ search: { page: next } })} />
      {ending && (
        <Confirm
          title={say('revoke_title', { name: ending.name })}
          open
          busy={end.busy}
          act={say('revoke')}
          onAct={() => end.run(ending)}
          onClose={() => setEnding(undefined)}
        >
          {say('revoke_text')}
        </Confirm>
      )}
    </>
  );
}

function useAgentColumns(onEnd: ((agent: PrintAgent) => void) | undefined): readonly Column<PrintAgent>[] {
  const say = useWords(printerWords);
  const format = useFormat();
  return [
    { key: 'name', label: say('agent'), place: 'title', cell: (agent) => <span className="font-medium">{agent.name}</span> },
    { key: 'version', label: say('version'), wideOnly: true, cell: (agent) => agent.version ?? '–' },
    { key: 'paired', label: say('paired_at'), wideOnly: true, cell: (agent) => format.date(agent.paired_at) },
    {
      key: 'seen',
      label: say('seen'),
      cell: ({ last_seen_at: at }) =>
        at === null ? say('never_seen') : <Named alone={format.ago(at)} named={say('last_seen', { ago: format.ago(at) })} />,
    },
    ...(onEnd
      ? [
          {
            key: 'end',
            label: '',
            align: 'right' as const,
            place: 'end' as const,
            cell: (agent: PrintAgent) => (
              <Button size="sm" variant="danger-soft" aria-label={`${say('revoke')}: ${agent.name}`} onPress={() => onEnd(agent)}>
                {say('revoke')}
              </Button>
            ),
          },
        ]
      : []),
  ];
}

/** On a card, which has no heading above it, a thing says itself what it is. */
function Named({ alone, named }: { readonly alone: string; readonly named: string }) {
  return (
    <>
      <span className="max-md:hidden">{alone}</span>
      <span className="text-sm text-ink-2 md:hidden">{named}</span>
    </>
  );
}
