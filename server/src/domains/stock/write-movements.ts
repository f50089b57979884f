/**
 * The one writer of the ledger: levels, layers, movements and their chain change together or not at all. Call it once a verb, with the levels
 * locked, after everything else of the verb but the posting: it locks the end of the merchant's chain.
 */
import { newId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { type LedgerFacts, openLayersOfBefore, readLedgerFacts } from './layer.store.ts';
import { planLayers } from './layer-plan.ts';
import { beginChain, type ChainHead, changeLedger, type LevelChange } from './ledger.store.ts';
import type { HeldChange } from './level.store.ts';
import { localDay } from './local-day.ts';
import { type ChainedRow, insertMovements, type Movement } from './movement.store.ts';
import { FIRST_HASH, hashOf } from './movement-chain.ts';
import type { StockDeps } from './stock-deps.ts';
import { type Age, storedAges } from './stock-layer.ts';
import { valueMoved } from './stock-postings.ts';
import { valuesByVariant } from './valuation.store.ts';

export interface Move extends Movement {
  /** Of arriving units, where they are not of today; of leaving ones, where it is known which they are (else the oldest leave). */
  readonly ages?: readonly Age[] | undefined;
}

export interface Written {
  /** The merchant's, ISO 4217: what the posting is in. */
  readonly currency: string;
  /** The merchant's local date. */
  readonly today: string;
  /** Of each move, in the order given. */
  readonly ages: readonly (readonly Age[])[];
}

/** @param input.held promises that end with these moves. Nothing to move writes nothing but them. */
export async function writeMovements(
  deps: Pick<StockDeps, 'clock' | 'books'>,
  tx: Tx,
  input: { readonly moves: readonly Move[]; readonly held?: readonly HeldChange[] },
): Promise<Written> {
  const { moves, held = [] } = input;
  const at = deps.clock.now();
  const facts = await factsOf(deps, tx, moves);
  const today = localDay(at, facts.timeZone);
  const plan = planLayers(moves, facts.layers, today);
  const levels: LevelChange[] = [
    ...moves.map((move) => ({ ...move, onHand: move.quantity, held: 0 })),
    ...held.map((each) => ({ ...each, onHand: 0, valueMinor: 0n })),
  ];
  const head = await changeLedger(tx, { levels, takes: plan.takes, adds: plan.adds });
  await insertMovements(tx, chained(moves, plan.ages, head, at));
  return { currency: facts.currency, today, ages: plan.ages };
}

function chained(moves: readonly Move[], ages: readonly (readonly Age[])[], head: ChainHead, at: Date): ChainedRow[] {
  const rows: ChainedRow[] = [];
  for (const [index, move] of moves.entries()) {
    const facts = {
      number: head.lastNumber + BigInt(index + 1),
      id: newId<string>(),
      variantId: move.variantId,
      locationId: move.locationId,
      quantity: move.quantity,
      valueMinor: move.valueMinor,
      unitCostMinor: move.unitCostMinor ?? null,
      reason: move.reason,
      note: move.note ?? null,
      causeKind: move.causeKind,
      causeId: move.causeId,
      orderId: move.orderId ?? null,
      ages: storedAges(ages[index] ?? []),
      actor: move.actor,
      at,
    };
    rows.push({ ...facts, hash: hashOf(rows.at(-1)?.hash ?? head.lastHash, facts) });
  }
  return rows;
}

async function factsOf(deps: Pick<StockDeps, 'books'>, tx: Tx, moves: readonly Move[]): Promise<LedgerFacts> {
  const facts = await readLedgerFacts(tx, moves);
  if (facts.isChained) return facts;
  await beginLedger(deps, tx, facts.currency);
  return readLedgerFacts(tx, moves);
}

/** The first movement of a merchant. What was counted before there were books and layers comes into them as it stands. */
async function beginLedger({ books }: Pick<StockDeps, 'books'>, tx: Tx, currency: string): Promise<void> {
  if (!(await beginChain(tx, FIRST_HASH))) return;
  await openLayersOfBefore(tx);
  await books.post(tx, {
    cause: { kind: 'stock.begun', id: tx.merchantId },
    description: 'Stock as it was when the books began',
    currency,
    lines: valueMoved('opening', await valuesByVariant(tx)),
    actor: 'system',
  });
}
