/** What lines of statements mean in debits and credits. Pure. */
import type { AccountId, AccountRole } from './account.ts';
import type { Posting, PostingLine } from './posting.ts';
import type { StoredStatementLine } from './statement.store.ts';

/** Causes by which books themselves take money out of clearing. */
export const STATEMENT_CAUSES: readonly string[] = ['settlement', 'statement_line'];

/** The gateway paid out (or took back): Dr bank, and what it kept for itself, Cr clearing. */
export function settlementPosting(line: StoredStatementLine, actor: string): Posting {
  return {
    ...factsOf(line, actor),
    cause: { kind: 'settlement', id: line.id },
    description: `Settlement ${line.reference}`,
    lines: signed([['bank', line.amountMinor], ...feeSides(line), ['clearing', -(line.amountMinor + line.feeMinor)]]),
  };
}

/** By a person's word: the money of the line on one side, the account they named on the other. */
export function namedPosting(
  line: StoredStatementLine,
  by: { readonly account: AccountId; readonly description?: string; readonly actor: string },
): Posting {
  const [place, kept] = line.source === 'bank' ? (['bank', 0n] as const) : (['clearing', line.feeMinor] as const);
  return {
    ...factsOf(line, by.actor),
    cause: { kind: 'statement_line', id: line.id },
    description: by.description ?? (line.description || line.reference),
    lines: signed([
      [place, line.amountMinor - kept],
      ...(line.source === 'bank' ? [] : feeSides(line)),
      [{ id: by.account }, -line.amountMinor],
    ]),
  };
}

function feeSides(line: StoredStatementLine): readonly (readonly [AccountRole, bigint])[] {
  return [
    ['gateway_fees', line.feeMinor - line.feeTaxMinor],
    ['input_tax', line.feeTaxMinor],
  ];
}

function factsOf(line: StoredStatementLine, actor: string) {
  return { date: line.date, currency: line.currency, actor };
}

/** Debits from positive amounts, credits from negative ones. */
function signed(sides: readonly (readonly [PostingLine['account'], bigint])[]): readonly PostingLine[] {
  return sides.map(([account, net]) => (net < 0n ? { account, credit: -net } : { account, debit: net }));
}
