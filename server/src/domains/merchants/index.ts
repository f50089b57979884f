/** Front door of merchants: who they are and who acts for them, their connections and secrets, and the audit log of everybody's changes. */
import type { ConnectionFields, ConnectionKind, ConnectionView } from '@parley/contract/api/connections.ts';
import type { AuditEntry, MerchantChange, Registration, SignedIn } from '@parley/contract/api/merchants.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { Actor, Identify } from '../../foundation/http/actor.ts';
import type { KeyedRequest } from '../../foundation/http/idempotency.store.ts';
import type { HandledJob } from '../../foundation/jobs/job.ts';
import { type Adopted, adoptConnections, adoptJobs, adoptLater } from './adopt-connections.ts';
import { allMerchants, merchantsConnectedTo } from './all-merchants.store.ts';
import { type AuditQuery, type AuditRecord, listAudit, recordAudit } from './audit.store.ts';
import { changeMerchant } from './change-merchant.ts';
import { checkSecondFactor, type SecondFactorPassed } from './check-second-factor.ts';
import { type Caller, type ConnectDeps, connect, disconnect, testConnection, viewsOf } from './connect.ts';
import { forgetToken, keepToken, openConnection, readToken } from './connection.store.ts';
import { merchantsAt, type RouteKind } from './connection-route.store.ts';
import { confirmTwoFactor, disableTwoFactor, type Enrolled, enrolTwoFactor, renewRecoveryCodes } from './enrol-two-factor.ts';
import { createIdentify, identifyByToken } from './identify.ts';
import { createKeys, type Keys } from './keys/create-keys.ts';
import { type ChatLine, chatLineJobs, noChat } from './mail/chat-line.ts';
import { type MailJobDeps, mailJobs } from './mail/mail.jobs.ts';
import { mailStaff, type StaffMail } from './mail/mail-staff.ts';
import { markConnection } from './mark-connection.ts';
import { findBySlug, loadMerchant, touchCatalog } from './merchant.store.ts';
import type { Merchant } from './merchant.ts';
import { accessSweepJobs } from './people/access-sweep.jobs.ts';
import { type Access, createAccess, createPeople, type People } from './people/create-people.ts';
import { forgotPasswordJobs } from './people/forgot-password.ts';
import { createGuesses } from './people/guesses.ts';
import { changePassword, createBelievedSessions, refreshSession, signOut } from './session.ts';
import { type OpenedSession, type SignInInput, signIn } from './sign-in.ts';
import { type SignedUp, type SignUpDeps, signUp } from './sign-up.ts';
import { loadStaff } from './staff.store.ts';
import type { Staff } from './staff.ts';
import { createStrangers } from './strangers.ts';
import { readSecondFactorState, type SecondFactorState } from './two-factor.store.ts';

export type { AuditActor, AuditRecord } from './audit.store.ts';
export type { Caller, ConnectionProbes } from './connect.ts';
export type { RouteKind } from './connection-route.store.ts';
export type { ChatLine } from './mail/chat-line.ts';
export type { MailReader, StaffMail } from './mail/mail-staff.ts';
export type { MailText } from './mail/mail-words.ts';
export { type DeliveryRule, isReservedSlug, type Merchant, type PickupPlace } from './merchant.ts';
export type { MerchantEvent } from './merchant-event.ts';
export { accessSchedules } from './people/access-sweep.jobs.ts';
export type { Registered, SignedUp } from './sign-up.ts';
export type { Staff } from './staff.ts';

/** Sealed things of the merchant of the transaction, opened. Never log, return or store what comes out. */
export interface MerchantSecrets {
  /** Undefined when not connected. */
  secretsOf<K extends ConnectionKind>(tx: Tx, kind: K): Promise<ConnectionFields[K] | undefined>;
  /** Login tokens of outside services; they outlive the process and go with the connection. */
  readonly tokens: {
    read(tx: Tx, kind: ConnectionKind): Promise<string | undefined>;
    keep(tx: Tx, kind: ConnectionKind, token: string, expiresAt: Date): Promise<void>;
    forget(tx: Tx, kind: ConnectionKind): Promise<void>;
  };
}

export interface AuditTrail {
  /** Who changed what, in the transaction that changed it. */
  record(tx: Tx, record: AuditRecord): Promise<void>;
}

/** The caller's own second factor. Codes are judged in transactions of their own: call these in none. */
export interface SecondFactors {
  /** Refuses like `checkSecondFactor`, and `auth.two_factor_enrolled` while one is in use. */
  readonly twoFactor: {
    enrol(actor: Actor): Promise<Result<Enrolled>>;
    /** Answers the recovery codes. */
    confirm(actor: Actor, code: string): Promise<Result<readonly string[]>>;
    renewRecoveryCodes(actor: Actor, code: string | undefined): Promise<Result<readonly string[]>>;
    disable(actor: Actor, code: string | undefined): Promise<Result<void>>;
    state(tx: Tx, staffId: string): Promise<SecondFactorState>;
  };
  /**
   * Before an act that needs it, and outside its transaction: a right code is used up by this, a wrong one counted. Refuses
   * `auth.forbidden` (a program), `auth.two_factor_required`, `auth.two_factor_not_enrolled`, `auth.two_factor_invalid`, and after five
   * wrong ones `auth.too_many_attempts` with the seconds to wait.
   */
  checkSecondFactor(actor: Actor, code: string | undefined): Promise<Result<SecondFactorPassed>>;
}

export interface Merchants extends MerchantSecrets, SecondFactors {
  readonly audit: AuditTrail & {
    list(tx: Tx, query: AuditQuery): Promise<{ readonly items: readonly AuditEntry[]; readonly nextCursor: string | undefined }>;
  };
  readonly people: People;
  readonly access: Access;
  readonly keys: Keys;
  /** Mails and forgotten passwords. */
  jobs(outside: Pick<MailJobDeps, 'log' | 'mail'>): readonly HandledJob[];
  /** Origin under which people reach us. */
  readonly publicUrl: string;
  /** Who asks, for the HTTP edge. */
  readonly identify: Identify;

  /** Who holds this access token; undefined when it does not hold any more. */
  whoIs(token: string): Promise<Actor | undefined>;

  /** The merchant of the transaction. */
  getMerchant(tx: Tx): Promise<Merchant>;
  findBySlug(tx: PlatformTx, slug: string): Promise<MerchantId | undefined>;
  /** Merchants an outside address leads to; at most one for a phone number id. */
  findByRoute(tx: PlatformTx, kind: RouteKind, address: string): Promise<readonly MerchantId[]>;
  allMerchants(tx: PlatformTx): Promise<readonly MerchantId[]>;
  /** Those that have connected this service. */
  connectedTo(tx: PlatformTx, kind: ConnectionKind): Promise<readonly MerchantId[]>;
  /** What the use of a connection showed. */
  markConnection(tx: Tx, kind: ConnectionKind, state: 'working' | 'failing', failure?: string): Promise<void>;
  /** Says that the catalogue changed. */
  touchCatalog(tx: Tx): Promise<void>;
  changeMerchant(tx: Tx, change: MerchantChange, caller: Caller): Promise<Result<Merchant>>;

  signUp(input: Registration, keyed?: KeyedRequest): Promise<Result<SignedUp>>;
  signIn(input: SignInInput): Promise<Result<OpenedSession>>;
  refresh(token: string): Promise<Result<SignedIn>>;
  signOut(tx: Tx, actor: Actor): Promise<void>;
  changePassword(actor: Actor, input: { readonly current: string; readonly next: string }): Promise<Result<void>>;
  staff(tx: Tx, id: string): Promise<Staff | undefined>;
  /** Puts a mail to each of them into the queue. Answers how many: none where this server sends no mails. */
  mailStaff(tx: Tx, mail: StaffMail): Promise<number>;

  connections(tx: Tx): Promise<ConnectionView[]>;
  connect<K extends ConnectionKind>(tx: Tx, kind: K, fields: ConnectionFields[K], caller: Caller): Promise<Result<ConnectionView>>;
  disconnect(tx: Tx, kind: ConnectionKind, caller: Caller): Promise<Result<ConnectionView>>;
  testConnection(merchantId: MerchantId, kind: ConnectionKind): Promise<Result<ConnectionView>>;
  /** Puts the operator's own connections in place, for the one shop there is. */
  adoptConnections(): Promise<Adopted>;
}

export interface MerchantsDeps extends SignUpDeps, ConnectDeps {
  /** Origin under which people reach us: of links in mails, and of the pages whose requests are believed. */
  readonly publicUrl: string;
  /** Whether mails can be sent; absent: they cannot, and links go by hand. */
  readonly sendsMail?: boolean;
  /** The chat with the shop's own number; absent: there is none. */
  readonly chat?: ChatLine;
  /** Accounts of the one shop there is, by the operator's settings. */
  readonly ownConnections?: Partial<ConnectionFields>;
}

export function createMerchants(deps: MerchantsDeps): Merchants {
  const { clock, secrets, publicUrl } = deps;
  const sessions = {
    ...deps,
    strangers: createStrangers(clock),
    guesses: createGuesses(clock),
    believed: createBelievedSessions(clock),
    sendsMail: deps.sendsMail ?? false,
    chat: deps.chat ?? noChat,
    ownConnections: deps.ownConnections ?? {},
    async onMerchantCreated(tx: Tx) {
      await deps.onMerchantCreated(tx);
      await adoptLater(sessions, tx);
    },
  };
  return {
    audit: { record: (tx, record) => recordAudit(tx, clock, record), list: listAudit },
    people: createPeople(sessions),
    access: createAccess(sessions),
    keys: createKeys(sessions),
    jobs: ({ log, mail }) => [
      ...mailJobs({ secrets, log, mail }),
      ...chatLineJobs(sessions),
      ...forgotPasswordJobs(sessions),
      ...adoptJobs(sessions),
      ...accessSweepJobs(sessions),
    ],
    publicUrl,
    identify: createIdentify(sessions),
    async whoIs(token) {
      const found = await identifyByToken(sessions, token);
      return 'role' in found ? found : undefined;
    },
    getMerchant: loadMerchant,
    findBySlug,
    findByRoute: merchantsAt,
    allMerchants,
    connectedTo: merchantsConnectedTo,
    markConnection: (tx, kind, state, failure) => markConnection(clock, tx, kind, state, failure),
    touchCatalog,
    changeMerchant: (tx, change, caller) => changeMerchant(deps, tx, change, caller),
    secretsOf: async (tx, kind) => (await openConnection(tx, secrets, kind))?.fields,
    tokens: {
      read: (tx, kind) => readToken(tx, secrets, kind, clock.now()),
      keep: (tx, kind, token, expiresAt) => keepToken(tx, secrets, kind, token, expiresAt),
      forget: forgetToken,
    },
    signUp: (input, keyed) => signUp(sessions, input, keyed),
    signIn: (input) => signIn(sessions, input),
    refresh: (token) => refreshSession(sessions, token),
    signOut: (tx, actor) => signOut(sessions, tx, actor),
    changePassword: (actor, input) => changePassword(sessions, actor, input),
    staff: loadStaff,
    mailStaff: (tx, mail) => mailStaff(sessions, tx, mail),
    twoFactor: {
      enrol: (actor) => deps.database.inTx(actor.merchantId, (tx) => enrolTwoFactor(deps, tx, actor)),
      confirm: (actor, code) => confirmTwoFactor(deps, actor, code),
      renewRecoveryCodes: (actor, code) => renewRecoveryCodes(deps, actor, code),
      disable: (actor, code) => disableTwoFactor(deps, actor, code),
      state: readSecondFactorState,
    },
    checkSecondFactor: (actor, code) => checkSecondFactor(deps, actor, code),
    connections: viewsOf,
    connect: (tx, kind, fields, caller) => connect(deps, tx, kind, fields, caller),
    disconnect: (tx, kind, caller) => disconnect(deps, tx, kind, caller),
    adoptConnections: () => adoptConnections(sessions),
    testConnection: (merchantId, kind) => testConnection(deps, merchantId, kind),
  };
}
