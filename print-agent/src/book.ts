/** The journal as the running agent uses it: what each claim has come to, kept in step with the file. Writes first, believes second. */
import { join } from 'node:path';
import { type Journal, type JournalLine, loadJournal, openJournal } from './journal.ts';
import { type ClaimRecord, isOpenQuestion, isSettled, recordsOf, resumptionOf } from './record.ts';

/** Without key and time, which the book adds. */
export type Step<S extends JournalLine['step'] = JournalLine['step']> = S extends S
  ? Omit<Extract<JournalLine, { step: S }>, 'key' | 'at'>
  : never;

export interface Book {
  /** On disk when it returns. */
  write(key: string, step: Step): ClaimRecord;
  find(key: string): ClaimRecord | undefined;
  /** What an earlier run left unfinished, oldest first. */
  unfinished(): readonly ClaimRecord[];
  openQuestions(): readonly ClaimRecord[];
  /** Newest first. */
  recent(): readonly ClaimRecord[];
  close(): void;
}

const KEPT = 50;
/** An agent that runs for months must not carry all of them along. */
const TIDIED_AT = 500;

export function journalPath(stateFolder: string): string {
  return join(stateFolder, 'journal.log');
}

/** @param open how the file is written; the default is the true one. */
export function openBook(
  stateFolder: string,
  open: (path: string, keep: readonly JournalLine[]) => Journal = openJournal,
  tidiedAt: number = TIDIED_AT,
): Book {
  const path = journalPath(stateFolder);
  const { lines, damaged } = loadJournal(path);
  const found = recordsOf(lines);
  // Decided before the file is written anew, which looks sound afterwards.
  let held = linesByClaim(withoutOld(damaged ? recordsOf(found.flatMap(doubted)) : found));
  let journal = open(path, [...held.values()].flat());
  const recordOf = (key: string): ClaimRecord | undefined => recordsOf(held.get(key) ?? [])[0];
  const records = (): ClaimRecord[] => [...held.values()].flatMap(recordsOf);

  function tidy(): void {
    held = linesByClaim(withoutOld(records()));
    // The old file stays whole until the new one takes its place.
    journal.close();
    journal = open(path, [...held.values()].flat());
  }

  return {
    write(key, step) {
      const line: JournalLine = { ...step, key, at: new Date().toISOString() };
      journal.append(line);
      held.set(key, [...(held.get(key) ?? []), line]);
      const record = recordOf(key);
      if (!record) throw new Error(`the journal was told of ${key} before it was claimed`);
      if (held.size > tidiedAt && isSettled(record)) tidy();
      return record;
    },
    find: recordOf,
    unfinished: () => records().filter((record) => !isSettled(record)),
    openQuestions: () => records().filter(isOpenQuestion),
    recent: () => records().toReversed(),
    close: () => journal.close(),
  };
}

/** Of a damaged journal: what seems not to have been printed may have been. */
function doubted(record: ClaimRecord): readonly JournalLine[] {
  const isDoubtful = record.step !== 'reported' && resumptionOf(record, true) === 'ask';
  if (!isDoubtful) return record.lines;
  const reason = 'The agent’s journal was damaged.';
  return [...record.lines, { step: 'done', key: record.key, at: new Date().toISOString(), outcome: 'unknown', reason }];
}

/** What is not settled, and the newest of what is. */
function withoutOld(all: readonly ClaimRecord[]): readonly ClaimRecord[] {
  const settled = new Set(all.filter(isSettled).slice(-KEPT));
  return all.filter((record) => !isSettled(record) || settled.has(record));
}

function linesByClaim(records: readonly ClaimRecord[]): Map<string, readonly JournalLine[]> {
  return new Map(records.map((record) => [record.key, record.lines]));
}
