/** Which credit notes the books ask for: every credit they hold that no note says, and what was taken back besides. Pure. */
import type { EntryView } from '../books/index.ts';

export interface CreditDue {
  /** `refund:<id>`, `return:<id>`, or what the books came to. */
  readonly cause: string;
  readonly minor: bigint;
}

export interface NotedCredit {
  readonly cause: string;
  readonly minor: bigint;
}

const CREDIT = 'credit_note';
const KINDS: ReadonlySet<string> = new Set(['sale', CREDIT, 'sale_reversed', `${CREDIT}_reversed`]);

/**
 * @param invoiced minor units of the invoice · @param noted what notes were issued. A credit that was posted and taken back asks for
 * nothing; an order whose sale was taken back asks for all that is left. Nothing at all is due where the books know no sale.
 */
export function creditsDue(
  orderId: string,
  entries: readonly EntryView[],
  invoiced: bigint,
  noted: readonly NotedCredit[],
): readonly CreditDue[] {
  const ours = entries.filter((entry) => KINDS.has(entry.cause.kind));
  if (!ours.some((entry) => entry.cause.kind === 'sale')) return [];
  const undone = new Set(ours.map((entry) => entry.reverses));
  const known = new Set(noted.map((note) => note.cause));
  const open = invoiced - sum(noted.map((note) => note.minor));
  const sold = sum(ours.map((entry) => owedBy(orderId, entry)));
  // What a price change added is no credit; it shows as less to give back.
  let left = open - sold;
  const due: CreditDue[] = [];
  for (const entry of ours) {
    if (entry.cause.kind !== CREDIT || undone.has(entry.id) || known.has(entry.cause.id)) continue;
    const minor = least(-owedBy(orderId, entry), left);
    if (minor <= 0n) continue;
    due.push({ cause: entry.cause.id, minor });
    left -= minor;
  }
  const last = ours.reduce((number, entry) => (entry.number > number ? entry.number : number), 0n);
  if (left > 0n) due.push({ cause: `entry:${last}`, minor: left });
  return due;
}

/** What the entry made the customer owe for this order. */
function owedBy(orderId: string, entry: EntryView): bigint {
  return sum(entry.lines.filter((line) => line.subject === `order:${orderId}`).map((line) => line.debit.minor - line.credit.minor));
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => a + b, 0n);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
