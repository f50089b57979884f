/** The people of a shop and their ways in, put together: verbs with what they need already in hand. */
import type { inviteAcceptance, inviteView, passwordReset, StaffInvite, StaffInvited, StaffView } from '@parley/contract/api/people.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Actor } from '../../../foundation/http/actor.ts';
import type { SessionDeps } from '../session.ts';
import type { OpenedSession } from '../sign-in.ts';
import { phoneOf } from '../staff.store.ts';
import { acceptInvitation, seeInvitation } from './accept-invitation.ts';
import { changeSelf, type SelfChange } from './change-self.ts';
import { changeRole, removeStaff } from './change-staff.ts';
import { type ForgotDeps, forgotPassword } from './forgot-password.ts';
import type { Guesses } from './guesses.ts';
import { inviteStaff, resendInvitation } from './invite-staff.ts';
import { listPeople } from './people.store.ts';
import { resetPassword } from './reset-password.ts';
import { endOtherSessions, endSession, listSessions } from './sessions.ts';

interface Page {
  readonly page: number;
  readonly limit: number;
}
/** Whoever has no session yet. */
export interface Asker {
  /** Address on the internet. */
  readonly from?: string | undefined;
  readonly userAgent?: string | undefined;
}

export interface People {
  list(tx: Tx, page: Page): Promise<{ readonly items: readonly StaffView[]; readonly total: number }>;
  /** In a transaction of its own. Refuses `auth.forbidden`, `staff.already_there`, `invitation.exists`. */
  invite(actor: Actor, input: StaffInvite, requestId: string): Promise<Result<StaffInvited>>;
  /** In a transaction of its own; the former link ends. Refuses `staff.not_found`, `auth.forbidden`. */
  resend(actor: Actor, id: string, requestId: string): Promise<Result<StaffInvited>>;
  changeRole(tx: Tx, actor: Actor, change: Parameters<typeof changeRole>[3]): Promise<Result<void>>;
  /** Ends their sign-ins; withdraws an invitation. Refuses `staff.not_found`, `auth.forbidden`, `staff.last_owner`. */
  remove(tx: Tx, actor: Actor, id: string, requestId: string): Promise<Result<void>>;
  /** Refuses `invitation.ended`, `auth.too_many_attempts`. */
  seeInvitation(token: string, from: string | undefined): Promise<Result<z.infer<typeof inviteView>>>;
  accept(input: z.infer<typeof inviteAcceptance>, asker: Asker): Promise<Result<OpenedSession>>;
}

export interface Access {
  /** The same for every address. Refuses `auth.too_many_attempts`. */
  forgotPassword(email: string, from: string | undefined): Promise<Result<'queued' | 'off'>>;
  /** Signs in. Refuses `auth.reset_ended`, and like `checkSecondFactor` for whoever has one. */
  resetPassword(input: z.infer<typeof passwordReset>, asker: Asker): Promise<Result<OpenedSession>>;
  /** Name and number of one's own. Refuses `auth.forbidden` (a program), `request.invalid`. */
  changeSelf(tx: Tx, actor: Actor, change: SelfChange, requestId: string): Promise<Result<void>>;
  phoneOf(tx: Tx, staffId: string): Promise<string | undefined>;
  sessions(tx: Tx, actor: Actor, page: Page): ReturnType<typeof listSessions>;
  endSession(tx: Tx, actor: Actor, id: string, requestId: string): Promise<Result<void>>;
  endOtherSessions(tx: Tx, actor: Actor, requestId: string): Promise<Result<number>>;
}

export type PeopleDeps = SessionDeps & ForgotDeps & { readonly guesses: Guesses };

export function createPeople(deps: PeopleDeps): People {
  const { database, guesses } = deps;
  /** A link that does not hold counts as a guess. */
  const guarded = async <T>(from: string | undefined, work: () => Promise<Result<T>>): Promise<Result<T>> => {
    const allowed = guesses.check(from);
    if (!allowed.ok) return allowed;
    const answer = await work();
    if (!answer.ok && answer.refusal.code === 'invitation.ended') guesses.fail(from);
    return answer;
  };
  return {
    list: (tx, page) => listPeople(tx, page, deps.clock.now()),
    invite: (actor, input, requestId) => database.inTx(actor.merchantId, (tx) => inviteStaff(deps, tx, actor, input, requestId)),
    resend: (actor, id, requestId) => database.inTx(actor.merchantId, (tx) => resendInvitation(deps, tx, actor, id, requestId)),
    changeRole: (tx, actor, change) => changeRole(deps, tx, actor, change),
    remove: (tx, actor, id, requestId) => removeStaff(deps, tx, actor, id, requestId),
    seeInvitation: (token, from) => guarded(from, () => seeInvitation(deps, token)),
    accept: (input, asker) => guarded(asker.from, () => acceptInvitation(deps, input, asker.userAgent)),
  };
}

export function createAccess(deps: PeopleDeps): Access {
  return {
    forgotPassword: (email, from) => forgotPassword(deps, email, from),
    resetPassword: (input, asker) => resetPassword(deps, input, asker),
    changeSelf: (tx, actor, change, requestId) => changeSelf(deps, tx, actor, change, requestId),
    phoneOf,
    sessions: (tx, actor, page) => listSessions(deps, tx, actor, page),
    endSession: (tx, actor, id, requestId) => endSession(deps, tx, actor, id, requestId),
    endOtherSessions: (tx, actor, requestId) => endOtherSessions(deps, tx, actor, requestId),
  };
}
