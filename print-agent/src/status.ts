/** What `status` shows, from the book and the watch. Pure but for them. */
import type { Book } from './book.ts';
import type { AgentStatus } from './control.ts';
import { plainText } from './printers/plain-text.ts';
import type { Watch } from './watch-printers.ts';

const SHOWN = 10;

export function statusOf(book: Pick<Book, 'openQuestions' | 'recent'>, watch: Pick<Watch, 'states' | 'server'> | undefined): AgentStatus {
  return {
    printers: [...(watch?.states() ?? [])],
    server: watch?.server() ?? 'not asked: the agent does not run',
    questions: book.openQuestions().map(({ job, ending, lines }) => ({
      job: job.id,
      title: job.title,
      since: lines.at(-1)?.at ?? '',
      ...(ending?.reason === undefined ? {} : { reason: ending.reason }),
    })),
    recent: book
      .recent()
      .slice(0, SHOWN)
      .map(({ job, lines, step, ending, answer }) => ({
        title: job.title,
        at: lines.at(-1)?.at ?? '',
        came_to: answer ?? ending?.outcome ?? step,
      })),
  };
}

export function showStatus({ printers, server, questions, recent }: AgentStatus): string {
  const lines = [`Server: ${server}`, '', 'Printers:'];
  for (const { name, state, detail } of printers) lines.push(`  ${name}: ${state}${detail === undefined ? '' : ` (${detail})`}`);
  if (questions.length > 0) lines.push('', 'Did these come out? Answer with: parley-print-agent answer <job> printed|again');
  for (const { job, title, reason, since } of questions)
    lines.push(`  ${job}  ${title}, since ${since}${reason === undefined ? '' : `: ${reason}`}`);
  if (recent.length > 0) lines.push('', 'Lately:');
  for (const { title, at, came_to } of recent) lines.push(`  ${at}  ${title}: ${came_to}`);
  return lines.map((line) => (line === '' ? line : plainLine(line))).join('\n');
}

/** With the spaces at its beginning. */
function plainLine(line: string): string {
  return /^ */.exec(line)?.[0] + plainText(line);
}
