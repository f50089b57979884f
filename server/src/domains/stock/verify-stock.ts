/** Recomputes the ledger and names what differs: the chain hash by hash, and levels, values, layers and holds against their sums. Changes nothing. */
import type { Tx } from '../../foundation/db/database.ts';
import type { Difference } from '../books/index.ts';
import { FIRST_HASH, hashOf } from './movement-chain.ts';
import { storedAges, unitsOf } from './stock-layer.ts';
import { stockTotals } from './valuation.store.ts';
import { chainHead, chainPage, type LevelSums, levelDifferences, type StoredLink, strayMovements } from './verify.store.ts';

export interface StockVerification {
  readonly movements: number;
  /** What is on hand is worth, minor units. */
  readonly valueMinor: bigint;
  readonly differences: readonly Difference[];
}

const PAGE = 2_000;

export async function verifyStock(tx: Tx): Promise<StockVerification> {
  const chain = await verifyChain(tx);
  const strays = (await strayMovements(tx)).map((id) => difference('movement in the chain', `movement ${id}`, 'a number', 'none'));
  const levels = (await levelDifferences(tx)).flatMap(levelProblems);
  return {
    movements: chain.movements,
    valueMinor: (await stockTotals(tx)).valueMinor,
    differences: [...chain.differences, ...strays, ...levels],
  };
}

async function verifyChain(tx: Tx) {
  const differences: Difference[] = [];
  let [number, hash, movements] = [0n, FIRST_HASH, 0];
  for (let page = await chainPage(tx, number, PAGE); page.length > 0; page = await chainPage(tx, number, PAGE)) {
    for (const link of page) {
      differences.push(...verifyLink(link, number + 1n, hash));
      // What is stored goes on, so that one altered row is named once and not every movement after it.
      [number, hash, movements] = [link.number, link.hash ?? FIRST_HASH, movements + 1];
    }
  }
  const head = await chainHead(tx);
  const [lastNumber, lastHash] = [head?.lastNumber ?? 0n, head?.lastHash ?? FIRST_HASH];
  if (lastNumber !== number)
    differences.push(difference('end of the ledger', 'movement_heads', `movement ${lastNumber}`, `movement ${number}`));
  else if (!lastHash.equals(hash))
    differences.push(difference('end of the chain', 'movement_heads', lastHash.toString('hex'), hash.toString('hex')));
  return { movements, differences };
}

function verifyLink(link: StoredLink, number: bigint, previous: Buffer): Difference[] {
  const where = `movement ${link.number} (${link.id})`;
  const found: Difference[] = [];
  if (link.number !== number) found.push(difference('numbers without a gap', where, `movement ${number}`, `movement ${link.number}`));
  const units = unitsOf(link.ages);
  if (units !== Math.abs(link.quantity)) found.push(difference('ages of the units moved', where, `${Math.abs(link.quantity)}`, `${units}`));
  const hash = hashOf(previous, {
    ...link,
    note: link.note ?? null,
    unitCostMinor: link.unitCostMinor ?? null,
    orderId: link.orderId ?? null,
    ages: storedAges(link.ages),
  });
  const stored = link.hash ?? FIRST_HASH;
  if (!hash.equals(stored)) found.push(difference('hash of the movement', where, stored.toString('hex'), hash.toString('hex')));
  return found;
}

function levelProblems(level: LevelSums): Difference[] {
  const where = `variant ${level.variant_id} at ${level.location_id}`;
  const found: Difference[] = [];
  const compare = (what: string, expected: number | bigint, is: number | bigint) => {
    if (expected !== is) found.push(difference(what, where, `${expected}`, `${is}`));
  };
  compare('on hand = Σ movements', level.moved, level.on_hand);
  compare('stock value = Σ movements', level.moved_value, level.value_minor);
  compare('Σ layers = on hand', level.on_hand, level.layered);
  compare('held = Σ holds', level.promised, level.held);
  if (level.on_hand === 0) compare('nothing on hand is worth nothing', 0n, level.value_minor);
  return found;
}

function difference(what: string, where: string, expected: string, found: string): Difference {
  return { what, where, expected, found };
}
