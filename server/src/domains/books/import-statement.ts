/**
 * Taking in a statement: each new line is posted or matched by reference and amount, or stays open for a person. A line is never taken
 * twice, and nothing is guessed from the amount alone.
 */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { readCsv } from '../../foundation/csv/csv.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { readShop } from './account.store.ts';
import { type PostDeps, postEntry } from './post-entry.ts';
import { bankLineOf, closeLine, entryShownBy, insertLines, noteOnLine, type StoredStatementLine } from './statement.store.ts';
import { gatewayLineKind, type RowRefusal, readStatement, type StatementSource } from './statement.ts';
import { settlementPosting } from './statement-postings.ts';

/** A payment or refund as a gateway's statement shows it. */
export interface ShownPayment {
  readonly gateway: string;
  readonly kind: 'payment' | 'refund';
  /** The gateway's own id. */
  readonly reference: string;
  /** Always above 0. */
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly feeTaxMinor: bigint;
  readonly currency: string;
  /** Day of the statement's line, `YYYY-MM-DD`. */
  readonly date: string;
}

/** `differs`: known, with another amount. */
export type ShownMatch = 'matched' | 'unknown' | 'differs';

export interface StatementDeps extends PostDeps {
  /**
   * Asks payments which of these they know, by the gateway's id and amount, one answer a line; they take fees they did not know yet, and
   * post them. All at once and before anything is posted, so that payments are locked before the books. Absent: such lines stay open.
   */
  readonly matchPayments?: (tx: Tx, shown: readonly ShownPayment[]) => Promise<readonly ShownMatch[]>;
}

export interface StatementImport {
  readonly source: StatementSource;
  readonly csv: string;
  readonly isDryRun: boolean;
  readonly actor: string;
}

export interface StatementImported {
  readonly lines: number;
  readonly added: number;
  readonly known: number;
  readonly posted: number;
  readonly matched: number;
  readonly refusals: readonly RowRefusal[];
  readonly open: readonly StoredStatementLine[];
}

/** Refuses `books.statement_unreadable`. */
export async function importStatement(deps: StatementDeps, tx: Tx, input: StatementImport): Promise<Result<StatementImported>> {
  const { currency } = await readShop(tx);
  const table = readCsv(input.csv);
  const statement = table && readStatement(table, currency);
  if (!statement)
    return refuse('books.statement_unreadable', {
      details: [{ field: 'file', message: 'A CSV with the columns date, reference, description, amount, fee, tax.' }],
    });
  const take = () => takeRows(deps, tx, input, statement);
  return ok(input.isDryRun ? await undone(tx, take) : await take());
}

/** What would be, with nothing kept. */
async function undone<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  let done: { readonly value: T } | undefined;
  await tx.attempt(async () => {
    done = { value: await work() };
    return { ok: false };
  });
  if (!done) throw new Error('work under a savepoint did not run');
  return done.value;
}

async function takeRows(
  deps: StatementDeps,
  tx: Tx,
  input: StatementImport,
  statement: { readonly rows: Parameters<typeof insertLines>[2]; readonly refusals: readonly RowRefusal[] },
): Promise<StatementImported> {
  const added = await insertLines(tx, input.source, statement.rows, deps.clock.now());
  const matches = input.source === 'bank' ? new Map<string, ShownMatch>() : await askPayments(deps, tx, added);
  const taken: StoredStatementLine[] = [];
  for (const line of added)
    taken.push(
      input.source === 'bank' ? await takeBankLine(tx, line) : await takeGatewayLine(deps, tx, line, matches.get(line.id), input.actor),
    );
  const { rows, refusals } = statement;
  const inState = (state: StoredStatementLine['state']) => taken.filter((each) => each.state === state);
  return {
    lines: rows.length,
    added: added.length,
    known: rows.length - added.length,
    posted: inState('posted').length,
    matched: inState('matched').length,
    refusals,
    open: inState('open'),
  };
}

async function takeBankLine(tx: Tx, line: StoredStatementLine): Promise<StoredStatementLine> {
  const entryId = await entryShownBy(tx, line);
  if (!entryId) return line;
  await closeLine(tx, line.id, { state: 'matched', entryId });
  return { ...line, state: 'matched', entryId };
}

async function askPayments(
  { matchPayments }: StatementDeps,
  tx: Tx,
  lines: readonly StoredStatementLine[],
): Promise<ReadonlyMap<string, ShownMatch>> {
  const asked = lines.flatMap((line) => {
    const kind = gatewayLineKind(line.source, line.reference);
    return kind === 'payment' || kind === 'refund' ? [{ id: line.id, shown: shownBy(line, kind) }] : [];
  });
  if (!matchPayments || asked.length === 0) return new Map();
  const answers = await matchPayments(
    tx,
    asked.map((each) => each.shown),
  );
  return new Map(asked.map((each, index) => [each.id, answers[index] ?? 'unknown']));
}

async function takeGatewayLine(
  deps: StatementDeps,
  tx: Tx,
  line: StoredStatementLine,
  match: ShownMatch | undefined,
  actor: string,
): Promise<StoredStatementLine> {
  const kind = gatewayLineKind(line.source, line.reference);
  if (kind === 'settlement') return settle(deps, tx, line, actor);
  if (match === undefined) return line;
  if (match === 'matched') {
    await closeLine(tx, line.id, { state: 'matched', detail: `${kind} ${line.reference}` });
    return { ...line, state: 'matched' };
  }
  const detail = match === 'differs' ? 'Known here with another amount.' : `No such ${kind} is known here.`;
  await noteOnLine(tx, line.id, detail);
  return { ...line, detail };
}

async function settle(deps: StatementDeps, tx: Tx, line: StoredStatementLine, actor: string): Promise<StoredStatementLine> {
  const entryId = await postEntry(deps, tx, settlementPosting(line, actor));
  await closeLine(tx, line.id, { state: 'posted', entryId });
  const shown = await bankLineOf(tx, line);
  if (shown) await closeLine(tx, shown, { state: 'matched', entryId, detail: `Settlement ${line.reference}` });
  return { ...line, state: 'posted', ...(entryId && { entryId }) };
}

function shownBy(line: StoredStatementLine, kind: 'payment' | 'refund'): ShownPayment {
  const { source, reference, amountMinor, feeMinor, feeTaxMinor, currency, date } = line;
  return {
    gateway: source,
    kind,
    reference,
    amountMinor: amountMinor < 0n ? -amountMinor : amountMinor,
    feeMinor,
    feeTaxMinor,
    currency,
    date,
  };
}
