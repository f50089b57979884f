/**
 * Recomputes everything the books say and names each row that does not fit: the chain hash by hash, numbers, sums, daily totals, and
 * whether stock and payments agree with their accounts. Changes nothing.
 */
import type { Tx } from '../../foundation/db/database.ts';
import { FIRST_HASH, hashOf } from './chain.ts';
import { balanceOfRole, netByCauses } from './day.store.ts';
import { waitForPostings } from './period.store.ts';
import { type Difference, imbalance, type Verification } from './posting.ts';
import { STATEMENT_CAUSES } from './statement-postings.ts';
import { chainPage, dayDifferences, headRow, type StoredLink, strayLines } from './verify.store.ts';

export interface VerifyDeps {
  /** What stock finds of its own (the chain of its movements, levels = Σ movements) and what is on hand is worth. */
  readonly verifyStock?: (
    tx: Tx,
  ) => Promise<{ readonly movements: number; readonly valueMinor: bigint; readonly differences: readonly Difference[] }>;
  /**
   * What payments say, minor units: at the gateways before settlement (captured − refunds processed − fees known), and what goes back to
   * customers and has not gone.
   */
  readonly openPayments?: (tx: Tx) => Promise<{ readonly clearing: bigint; readonly refundsDue: bigint }>;
}

export interface BooksVerification extends Verification {
  readonly lastNumber: bigint;
  /** Hexadecimal. */
  readonly lastHash: string;
}

const PAGE = 2_000;

export async function verifyBooks(deps: VerifyDeps, tx: Tx): Promise<BooksVerification> {
  // Under the lock, so that nothing is posted between one question and the next.
  await waitForPostings(tx);
  const chain = await verifyChain(tx);
  const stock = await deps.verifyStock?.(tx);
  return {
    entries: chain.entries,
    movements: stock?.movements ?? 0,
    lastNumber: chain.lastNumber,
    lastHash: chain.lastHash,
    differences: [
      ...chain.differences,
      ...(await strayLines(tx)),
      ...(await dayDifferences(tx)),
      ...(stock?.differences ?? []),
      ...(stock ? await sameAmount(tx, 'inventory account = stock value', 'inventory', stock.valueMinor) : []),
      ...(await paymentDifferences(deps, tx)),
    ],
  };
}

async function verifyChain(tx: Tx) {
  const differences: Difference[] = [];
  let [number, hash, entries] = [0n, FIRST_HASH, 0];
  for (let page = await chainPage(tx, -1n, PAGE); page.length > 0; page = await chainPage(tx, number, PAGE)) {
    for (const link of page) {
      differences.push(...verifyLink(link, number + 1n, hash));
      // What is stored goes on, so that one altered row is named once and not every entry after it.
      [number, hash, entries] = [link.number, link.hash, entries + 1];
    }
  }
  const head = await headRow(tx);
  const [lastNumber, lastHash] = [head?.lastNumber ?? 0n, (head?.lastHash ?? FIRST_HASH).toString('hex')];
  if (lastNumber !== number) differences.push(difference('end of the journal', 'book_heads', `entry ${lastNumber}`, `entry ${number}`));
  if (lastHash !== hash.toString('hex')) differences.push(difference('end of the chain', 'book_heads', lastHash, hash.toString('hex')));
  return { entries, differences, lastNumber, lastHash };
}

function verifyLink(link: StoredLink, number: bigint, previous: Buffer): Difference[] {
  const where = `entry ${link.number} (${link.id})`;
  const found: Difference[] = [];
  if (link.number !== number) found.push(difference('numbers without a gap', where, `entry ${number}`, `entry ${link.number}`));
  const off = imbalance(link.lines);
  if (off !== 0n) found.push(difference('debits = credits', where, '0', `${off}`));
  if (link.lines.length === 0) found.push(difference('lines of the entry', where, 'two or more', 'none'));
  const hash = hashOf(previous, link);
  if (!hash.equals(link.hash))
    found.push(difference('hash of the entry and its lines', where, link.hash.toString('hex'), hash.toString('hex')));
  return found;
}

async function paymentDifferences({ openPayments }: VerifyDeps, tx: Tx): Promise<Difference[]> {
  if (!openPayments) return [];
  const open = await openPayments(tx);
  const settled = await netByCauses(tx, 'clearing', STATEMENT_CAUSES);
  return [
    ...(await sameAmount(tx, 'clearing account = open payments − settled', 'clearing', open.clearing + settled)),
    ...(await sameAmount(tx, 'refunds due account = refunds under way', 'refunds_due', -open.refundsDue)),
  ];
}

async function sameAmount(tx: Tx, what: string, role: 'inventory' | 'clearing' | 'refunds_due', expected: bigint): Promise<Difference[]> {
  const { minor } = await balanceOfRole(tx, role);
  return minor === expected ? [] : [difference(what, role, `${expected}`, `${minor}`)];
}

function difference(what: string, where: string, expected: string, found: string): Difference {
  return { what, where, expected, found };
}
