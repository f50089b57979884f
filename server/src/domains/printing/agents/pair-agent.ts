/**
 * Pairing: staff see a short code on the dashboard, the program at the shop's PC gives it back and gets a key of its own. The code works
 * once, for ten minutes, and nobody may guess at it for long.
 */
import { randomInt } from 'node:crypto';
import { newId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after, minuteMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Actor } from '../../../foundation/http/actor.ts';
import type { AgentsDeps } from './agents-deps.ts';
import type { PairingGuesses } from './pairing-guesses.ts';
import { dropOldPairings, insertAgent, insertPairing, merchantOfCode, noteAgent, takePairing } from './print-agent.store.ts';

/** Without those that look alike. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 8;
const LASTS_MS = 10 * minuteMs;

export interface Pairing {
  readonly code: string;
  readonly expiresAt: Date;
  readonly commands: PairingCommands;
}

/** Lines that people copy into any shell: nothing in them needs quotes. */
export interface PairingCommands {
  readonly npx: string;
  /** PowerShell takes the plain name for a script of its own, and may not run those. */
  readonly npxOnWindows: string;
  readonly fileUrl: string;
  readonly file: string;
}

/** Refuses `auth.forbidden` for a program: a key must not make further keys. */
export async function openPairing(deps: AgentsDeps, tx: Tx, actor: Actor): Promise<Result<Pairing>> {
  if (actor.kind !== 'staff') return refuse('auth.forbidden', { message: 'Only a person may pair a print agent.' });
  const now = deps.clock.now();
  await dropOldPairings(tx, now);
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  const code = `${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`;
  const expiresAt = after(now, LASTS_MS);
  await insertPairing(tx, { id: newId(), codeHash: hashOf(deps, code), createdBy: actor.id, createdAt: now, expiresAt });
  return ok({ code, expiresAt, commands: commandsFor(deps.publicUrl, code) });
}

function commandsFor(publicUrl: string, code: string): PairingCommands {
  const pair = `pair ${code} --backend ${publicUrl}`;
  const fetched = `--yes ${publicUrl}/print-agent.tgz ${pair}`;
  return {
    npx: `npx ${fetched}`,
    npxOnWindows: `npx.cmd ${fetched}`,
    fileUrl: `${publicUrl}/print-agent.mjs`,
    file: `node print-agent.mjs ${pair}`,
  };
}

export interface Paired {
  readonly agentId: string;
  readonly apiKey: string;
}

export interface PairInput {
  readonly code: string;
  readonly name: string;
  /** Whence it came, to count wrong codes. */
  readonly address: string | undefined;
  readonly requestId: string;
}

/** In transactions of its own. Refuses `print_agent.code_unknown`, `auth.too_many_attempts`. */
export async function pairAgent(
  deps: AgentsDeps & { readonly guesses: PairingGuesses },
  input: PairInput,
  merchantNameOf: (tx: Tx) => Promise<string>,
): Promise<Result<Paired & { readonly merchantName: string }>> {
  const allowed = deps.guesses.check(input.address);
  if (!allowed.ok) return allowed;
  const codeHash = hashOf(deps, input.code);
  const merchantId = await deps.database.inPlatformTx((tx) => merchantOfCode(tx, codeHash, deps.clock.now()));
  const paired =
    merchantId &&
    (await deps.database.inTx(merchantId, async (tx) => {
      const made = await pairIn(deps, tx, codeHash, input);
      return made.ok ? ok({ ...made.value, merchantName: await merchantNameOf(tx) }) : made;
    }));
  if (paired?.ok) return paired;
  deps.guesses.fail(input.address);
  return paired ?? refuse('print_agent.code_unknown');
}

async function pairIn(deps: AgentsDeps, tx: Tx, codeHash: string, { name, requestId }: PairInput): Promise<Result<Paired>> {
  const now = deps.clock.now();
  const pairing = await takePairing(tx, codeHash, now);
  if (!pairing) return refuse('print_agent.code_unknown');
  // Who asked for the code answers for the key.
  const actor: Actor = { kind: 'staff', id: pairing.createdBy, merchantId: tx.merchantId, role: 'print_operator' };
  const key = await deps.keys.makeIn(
    tx,
    actor,
    { name: `Print agent ${name}`.slice(0, 120), role: 'print_operator', scopes: ['print:read', 'print:write'], polls: true },
    requestId,
  );
  if (!key.ok) return key;
  const id = newId<string>();
  await insertAgent(tx, { id, name, api_key_id: key.value.id, paired_at: now });
  await noteAgent(tx, pairing.id, id);
  await deps.audit.record(tx, {
    action: 'print_agent.paired',
    subject: { kind: 'print_agent', id },
    actor,
    after: { name, api_key_id: key.value.id },
    requestId,
  });
  return ok({ agentId: id, apiKey: key.value.key });
}

/** People type small letters, leave out the dash, and put spaces. */
function hashOf(deps: Pick<AgentsDeps, 'secrets'>, code: string): string {
  return deps.secrets.fingerprint('print pairing', code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''));
}
