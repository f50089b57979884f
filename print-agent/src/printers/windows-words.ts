/** SumatraPDF's settings and PowerShell's questions as text, and the answers of the Windows spooler in our words. Pure. */
import type { PrinterState, PrintTicket } from '@parley/contract/api/printing.ts';
import { z } from 'zod';
import type { PaperState, PrinterLook } from './printer.port.ts';

const sides = { one: 'simplex', two_long_edge: 'duplexlong', two_short_edge: 'duplexshort' } as const;

/** For `-print-settings`. The file has its pages laid out already. */
export function printSettings({ copies, sides: side, mode, paper }: PrintTicket): string {
  return [`${copies}x`, sides[side], mode === 'bw' ? 'monochrome' : 'color', `paper=${paper.toLowerCase()}`, 'shrink'].join(',');
}

/** As one word of PowerShell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, (mark) => mark + mark)}'`;
}

/** Windows PowerShell writes in the code page of the console otherwise, and names lose their letters. */
export const inUtf8 = '[Console]::OutputEncoding = [System.Text.Encoding]::UTF8\n';

const jobsOf = (printer: string, key: string): string =>
  `@(Get-PrintJob -PrinterName ${quoted(printer)} -ErrorAction Stop | Where-Object { $_.DocumentName -like ${quoted(`*${key}*`)} })`;

/** Event 307 of the print service's own log is the one proof that a document was printed; the log may be switched off. */
export function lookScript(printer: string, key: string): string {
  return [
    `$jobs = ${jobsOf(printer, key)} | Select-Object Id, PagesPrinted, TotalPages, @{n='Status';e={[string]$_.JobStatus}}`,
    "$printed = @(Get-WinEvent -FilterHashtable @{LogName='Microsoft-Windows-PrintService/Operational';Id=307} -MaxEvents 500 -ErrorAction SilentlyContinue" +
      ` | Where-Object { $_.Message -like ${quoted(`*${key}*`)} }).Count`,
    '@{ jobs = @($jobs); printed = $printed } | ConvertTo-Json -Depth 4 -Compress',
  ].join('\n');
}

export function recallScript(printer: string, key: string): string {
  return `foreach ($job in ${jobsOf(printer, key)}) { if ($job.PagesPrinted -eq 0) { Remove-PrintJob -InputObject $job -ErrorAction Stop; 'removed' } }`;
}

export function seeScript(printer: string): string {
  return (
    `$p = Get-Printer -Name ${quoted(printer)} -ErrorAction Stop; $c = Get-PrintConfiguration -PrinterName ${quoted(printer)} -ErrorAction SilentlyContinue; ` +
    '@{ status = [string]$p.PrinterStatus; offline = [bool]$p.WorkOffline; color = $c.Color } | ConvertTo-Json -Compress'
  );
}

const spooled = z.object({
  // PowerShell makes a list of nothing into a list with nothing in it.
  jobs: z
    .array(z.object({ Status: z.string().nullable(), PagesPrinted: z.number().int().nullable() }).nullable())
    .transform((jobs) => jobs.filter((job) => job !== null)),
  printed: z.number().int(),
});

export function readSpooler(text: string): PaperState {
  const { jobs, printed } = spooled.parse(JSON.parse(text));
  const [job] = jobs;
  if (!job) return printed > 0 ? { is: 'done' } : { is: 'lost' };
  const flags = (job.Status ?? '').split(/[,\s]+/).filter((flag) => flag !== '' && flag !== 'Normal');
  const has = (...names: string[]): boolean => names.some((name) => flags.includes(name));
  const out = job.PagesPrinted ?? 0;
  const counted = out > 0 ? { sides: out } : {};
  const detail = flags.length > 0 ? { detail: flags.join(', ') } : {};
  if (has('Printed', 'Completed', 'Complete')) return { is: 'done', ...counted };
  if (has('Deleting', 'Deleted')) return { is: 'stopped', ...counted, detail: 'It was deleted from the printer’s list.' };
  if (out > 0 || has('Printing', 'Error', 'PaperOut', 'UserIntervention', 'Restarted', 'Retained'))
    return { is: 'printing', ...counted, ...detail };
  return { is: 'waiting', ...detail };
}

/** The spooler does not list it. @param watched it was handed over whole and has been followed since, without a complaint. */
export function forgetful(watched: boolean): PaperState {
  if (watched) return { is: 'done', detail: 'It left the printer’s list.' };
  return { is: 'lost', detail: 'Windows does not list the job any more, and its print log does not name it.' };
}

const seen = z.object({ status: z.string(), offline: z.boolean(), color: z.boolean().nullish() });
const states: readonly (readonly [RegExp, PrinterState])[] = [
  [/PaperOut|PaperProblem|ManualFeed/, 'paper_out'],
  [/PaperJam/, 'jammed'],
  [/Offline|NotAvailable|ServerUnknown/, 'offline'],
  [/Paused/, 'paused'],
  [/Error|DoorOpen|NoToner|UserIntervention|OutputBinFull|OutOfMemory|PagePunt/, 'error'],
  [/Printing|Processing|Busy|IOActive/, 'printing'],
];

export function readWindowsPrinter(text: string): PrinterLook {
  const { status, offline, color } = seen.parse(JSON.parse(text));
  const state = offline ? 'offline' : (states.find(([pattern]) => pattern.test(status))?.[1] ?? 'ready');
  return {
    state,
    ...(state === 'ready' || state === 'printing' ? {} : { detail: status }),
    ...(typeof color === 'boolean' ? { color } : {}),
  };
}
