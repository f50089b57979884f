/** The journal as the running agent uses it: what each claim has come to, kept in step with the file. Writes first, believes second. */
import { join } from 'node:path';
import { type Journal, type JournalLine, loadJournal, openJournal } from './journal.ts';
import { type ClaimRecord, isOpenQuestion, isSettled, recordsOf } from './record.ts';

/** Without key and time, which the book adds. */
export type Step<S extends JournalLine['step'] = JournalLine['step']> = S extends S
  ? Omit<Extract<JournalLine, { step: S }>, 'key' | 'at'>
  : never;

export interface Book {
  /** Something is missing in the journal that this run found. */
  readonly damaged: boolean;
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

export function journalPath(stateFolder: string): string {
  return join(stateFolder, 'journal.log');
}

/** @param open how the file is written; the default is the true one. */
export function openBook(stateFolder: string, open: (path: string, keep: readonly JournalLine[]) => Journal = openJournal): Book {
  const { lines, damaged } = loadJournal(journalPath(stateFolder));
  const all = recordsOf(lines);
  const settled = all.filter(isSettled).slice(-KEPT);
  const kept = all.filter((record) => !isSettled(record) || settled.includes(record));
  const journal = open(
    journalPath(stateFolder),
    kept.flatMap((record) => record.lines),
  );
  const held = new Map<string, readonly JournalLine[]>(kept.map((record) => [record.key, record.lines]));
  const recordOf = (key: string): ClaimRecord | undefined => recordsOf(held.get(key) ?? [])[0];
  const records = (): ClaimRecord[] => [...held.values()].flatMap(recordsOf);
  return {
    damaged,
    write(key, step) {
      const line: JournalLine = { ...step, key, at: new Date().toISOString() };
      journal.append(line);
      held.set(key, [...(held.get(key) ?? []), line]);
      const record = recordOf(key);
      if (!record) throw new Error(`the journal was told of ${key} before it was claimed`);
      return record;
    },
    find: recordOf,
    unfinished: () => records().filter((record) => !isSettled(record)),
    openQuestions: () => records().filter(isOpenQuestion),
    recent: () => records().toReversed(),
    close: () => journal.close(),
  };
}
