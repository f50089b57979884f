/** All SQL of print_agents and print_pairings: paired programs, and the codes they pair with, kept as digests. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { PlatformTx, Tx } from '../../../foundation/db/database.ts';

export interface AgentRow {
  readonly id: string;
  readonly name: string;
  readonly version: string | null;
  readonly api_key_id: string;
  readonly paired_at: Date;
  readonly last_seen_at: Date | null;
}

const columns = ['id', 'name', 'version', 'api_key_id', 'paired_at', 'last_seen_at'] as const;

export async function insertAgent(tx: Tx, agent: Omit<AgentRow, 'version' | 'last_seen_at'>): Promise<void> {
  await tx.db
    .insertInto('print_agents')
    .values({ merchant_id: tx.merchantId, ...agent })
    .execute();
}

/** Newest first; revoked ones are not among them. */
export async function listAgents(
  tx: Tx,
  page: { readonly page: number; readonly limit: number },
): Promise<{ readonly items: readonly AgentRow[]; readonly total: number }> {
  const counted = await tx.db
    .selectFrom('print_agents')
    .select((of) => of.fn.countAll<bigint>().as('total'))
    .where('merchant_id', '=', tx.merchantId)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  const items = await living(tx)
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset((page.page - 1) * page.limit)
    .execute();
  return { items, total: Number(counted.total) };
}

export function agentById(tx: Tx, id: string): Promise<AgentRow | undefined> {
  return living(tx).where('id', '=', id).executeTakeFirst();
}

export function agentOfKey(tx: Tx, apiKeyId: string): Promise<AgentRow | undefined> {
  return living(tx).where('api_key_id', '=', apiKeyId).executeTakeFirst();
}

export async function changeAgent(
  tx: Tx,
  id: string,
  change: { readonly version?: string; readonly last_seen_at?: Date; readonly revoked_at?: Date },
): Promise<void> {
  await tx.db.updateTable('print_agents').set(change).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

export interface PairingRow {
  readonly id: string;
  readonly createdBy: string;
}

export async function insertPairing(
  tx: Tx,
  pairing: {
    readonly id: string;
    readonly codeHash: string;
    readonly createdBy: string;
    readonly createdAt: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.db
    .insertInto('print_pairings')
    .values({
      merchant_id: tx.merchantId,
      id: pairing.id,
      code_hash: pairing.codeHash,
      created_by: pairing.createdBy,
      created_at: pairing.createdAt,
      expires_at: pairing.expiresAt,
    })
    .execute();
}

/** Whose code this is, while it holds. */
export async function merchantOfCode(tx: PlatformTx, codeHash: string, now: Date): Promise<MerchantId | undefined> {
  const row = await tx.db
    .selectFrom('print_pairings')
    .select('merchant_id')
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.merchant_id as MerchantId | undefined;
}

/** Uses the code up; undefined when somebody did so before, or its time is over. */
export async function takePairing(tx: Tx, codeHash: string, now: Date): Promise<PairingRow | undefined> {
  const row = await tx.db
    .updateTable('print_pairings')
    .set({ used_at: now })
    .where('merchant_id', '=', tx.merchantId)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['id', 'created_by'])
    .executeTakeFirst();
  return row && { id: row.id, createdBy: row.created_by };
}

export async function noteAgent(tx: Tx, pairingId: string, agentId: string): Promise<void> {
  await tx.db
    .updateTable('print_pairings')
    .set({ agent_id: agentId })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', pairingId)
    .execute();
}

/** Codes that nobody used lose their meaning, and make room for new ones of the same signs. */
export async function dropOldPairings(tx: Tx, now: Date): Promise<void> {
  await tx.db
    .deleteFrom('print_pairings')
    .where('merchant_id', '=', tx.merchantId)
    .where('used_at', 'is', null)
    .where('expires_at', '<=', now)
    .execute();
}

function living(tx: Tx) {
  return tx.db.selectFrom('print_agents').select(columns).where('merchant_id', '=', tx.merchantId).where('revoked_at', 'is', null);
}
