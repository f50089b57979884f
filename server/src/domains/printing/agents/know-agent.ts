/** Which paired program asks, and taking its key away. Whoever prints without being paired is named by what it signed in with. */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after, secondMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Actor } from '../../../foundation/http/actor.ts';
import type { Caller } from '../queue/queue-deps.ts';
import type { AgentsDeps } from './agents-deps.ts';
import { agentById, agentOfKey, changeAgent } from './print-agent.store.ts';

const HEARD_LATELY_MS = 15 * secondMs;

/** Notes that it was heard. */
export async function callerOf(deps: Pick<AgentsDeps, 'clock'>, tx: Tx, actor: Actor, version?: string): Promise<Caller> {
  const agent = actor.kind === 'program' ? await agentOfKey(tx, actor.id) : undefined;
  if (!agent) return { name: `${actor.kind}:${actor.id}` };
  const now = deps.clock.now();
  const isNews = version !== undefined && version !== agent.version;
  if (isNews || agent.last_seen_at === null || after(agent.last_seen_at, HEARD_LATELY_MS) <= now)
    await changeAgent(tx, agent.id, { last_seen_at: now, ...(version === undefined ? {} : { version }) });
  return { name: `agent:${agent.id}`, agentId: agent.id };
}

/** Its key opens nothing from now on; what it is printing becomes a question when its lease ends. Refuses `print_agent.not_found`. */
export async function revokeAgent(deps: AgentsDeps, tx: Tx, actor: Actor, id: string, requestId: string): Promise<Result<void>> {
  const agent = await agentById(tx, id);
  if (!agent) return refuse('print_agent.not_found');
  await changeAgent(tx, id, { revoked_at: deps.clock.now() });
  // Its owner may have ended the key itself before.
  await deps.keys.end(tx, actor, agent.api_key_id, requestId);
  const subject = { kind: 'print_agent', id };
  await deps.audit.record(tx, { action: 'print_agent.revoked', subject, actor, before: { name: agent.name }, requestId });
  return ok(undefined);
}
