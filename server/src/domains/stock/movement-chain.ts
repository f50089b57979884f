/** The hash chain of the ledger: each movement's SHA-256 covers the one before it and its own facts. Pure; never touches a row. */
import { createHash } from 'node:crypto';
import type { StoredAge } from './stock-layer.ts';

/** What stands before the first movement. */
export const FIRST_HASH: Buffer = Buffer.alloc(32);

/** A movement as the hash covers it. */
export interface ChainedMovement {
  readonly number: bigint;
  readonly id: string;
  readonly variantId: string;
  readonly locationId: string;
  readonly quantity: number;
  readonly valueMinor: bigint;
  readonly unitCostMinor: bigint | null;
  readonly reason: string;
  readonly note: string | null;
  readonly causeKind: string;
  readonly causeId: string;
  readonly orderId: string | null;
  readonly ages: readonly StoredAge[];
  readonly actor: string;
  readonly at: Date;
}

/** One spelling only: fixed order, amounts as decimal integers of the minor unit, the instant in UTC milliseconds. @param previous hash of the one before, or FIRST_HASH. */
export function hashOf(previous: Buffer, movement: ChainedMovement): Buffer {
  const facts = JSON.stringify([
    `${movement.number}`,
    movement.id,
    movement.variantId,
    movement.locationId,
    movement.quantity,
    `${movement.valueMinor}`,
    movement.unitCostMinor === null ? null : `${movement.unitCostMinor}`,
    movement.reason,
    movement.note,
    movement.causeKind,
    movement.causeId,
    movement.orderId,
    movement.ages,
    movement.actor,
    movement.at.toISOString(),
  ]);
  return createHash('sha256').update(previous).update(facts).digest();
}
