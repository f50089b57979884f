/** `status`: asks the running agent, or reads its journal where none runs. Changes nothing. */
import { journalPath } from '../book.ts';
import { statusOfRunning } from '../control.ts';
import { loadJournal } from '../journal.ts';
import { isOpenQuestion, recordsOf } from '../record.ts';
import { showStatus, statusOf } from '../status.ts';

export async function statusCommand(stateFolder: string): Promise<string> {
  const running = await statusOfRunning(stateFolder);
  if (running) return showStatus(running);
  const records = recordsOf(loadJournal(journalPath(stateFolder)).lines);
  return showStatus(statusOf({ openQuestions: () => records.filter(isOpenQuestion), recent: () => records.toReversed() }, undefined));
}
