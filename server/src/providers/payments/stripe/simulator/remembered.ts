/**
 * Idempotency keys as Stripe keeps them: the first answer of a deed that was begun, for a day, and only for the same words. It must
 * never remember what was refused before it began.
 */
import type { RememberedAnswer } from './ledger.ts';
import { type ApiRefusal, answerRefusal, bodyOfRefusal, ownFault } from './refusals.ts';
import { type Desk, seconds } from './sessions.ts';

const remembered = 24 * 60 * 60;

export interface Deed {
  readonly owner: string;
  /** The `Idempotency-Key` header. */
  readonly key: string | null;
  /** Address and body. */
  readonly fingerprint: string;
}

export interface Done {
  readonly status: number;
  readonly body: string;
  readonly wasBegun: boolean;
}

export function onceUnderKey(desk: Desk, { owner, key, fingerprint }: Deed, perform: () => Done): Response {
  if (key === null || key === '') return answerOf(broken(desk, perform));
  if (key.length > 255) return answerRefusal(keyFault('Idempotency keys can be at most 255 characters.'));
  const name = `${owner}|${key}`;
  const now = seconds(desk.clock);
  const earlier = desk.ledger.answers.get(name);
  if (earlier && earlier.at > now - remembered) return replay(earlier, key, fingerprint);
  const done = broken(desk, perform);
  if (done.wasBegun) {
    forgetOld(desk, now);
    desk.ledger.answers.delete(name);
    desk.ledger.answers.set(name, { fingerprint, status: done.status, body: done.body, at: now });
    desk.ledger.changed();
  }
  return answerOf(done, { 'idempotency-key': key });
}

/** The oldest stand first. */
function forgetOld({ ledger }: Desk, now: number): void {
  for (const [name, { at }] of ledger.answers) {
    if (at > now - remembered) return;
    ledger.answers.delete(name);
  }
}

function replay(earlier: RememberedAnswer, key: string, fingerprint: string): Response {
  if (earlier.fingerprint === fingerprint) return answerOf(earlier, { 'idempotency-key': key, 'idempotent-replayed': 'true' });
  return answerRefusal(
    keyFault(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    ),
  );
}

/** A deed that breaks on the way, before or after its effect, as the other side has asked for. */
function broken({ mood }: Desk, perform: () => Done): Done {
  if (mood.breaks.times === 0) return perform();
  mood.breaks.times -= 1;
  if (mood.breaks.after) perform();
  return { status: 500, body: bodyOfRefusal(ownFault), wasBegun: true };
}

function answerOf({ status, body }: Pick<Done, 'status' | 'body'>, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } });
}

function keyFault(message: string): ApiRefusal {
  return { status: 400, type: 'idempotency_error', message };
}
