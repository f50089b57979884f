/**
 * Looks after the print shop: notes what is wrong, mails staff about what lasts, and looks again when something would be due. One look
 * changes nothing that another has done: each mail goes out with the row that says so.
 */
import type { Clock } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { defineJob } from '../../../foundation/jobs/job.ts';
import type { Merchants } from '../../merchants/index.ts';
import { settingsOf } from '../settings.store.ts';
import { namesOf } from './shop-floor.store.ts';
import { changeTrouble, keyOf, lastTold, lockCare, noteTrouble, openTroubles } from './trouble.store.ts';
import { type KnownTrouble, type Step, stepFor, type Wrong } from './trouble.ts';
import { type Named, QUESTION_PATH, recoveryMail, TROUBLE_PATH, troubleMail } from './trouble-mail.ts';
import { whatIsWrong } from './what-is-wrong.ts';

export const lookAfterJob = defineJob('print.look_after', z.object({}));

/** Something moved that may be a trouble, or the end of one. Many at once are looked at once. */
export async function lookSoon({ clock }: Pick<CareDeps, 'clock'>, tx: Tx): Promise<void> {
  await enqueue(tx, clock.now(), lookAfterJob, {}, { dedupe: `${tx.merchantId} soon` });
}

export interface CareDeps {
  readonly clock: Clock;
  readonly mailStaff: Merchants['mailStaff'];
}

/** Owners and managers, and who stands at the printer. */
const told = ['owner', 'manager', 'print_operator'] as const;

export async function lookAfter(deps: CareDeps, tx: Tx): Promise<void> {
  const now = deps.clock.now();
  await lockCare(tx);
  const known = new Map((await openTroubles(tx)).map((each) => [keyOf(each), each]));
  const wrong = new Map((await whatIsWrong(tx, now)).map((each) => [keyOf(each), each]));
  if (known.size === 0 && wrong.size === 0) return;
  const lastTimes = await lastTold(tx, [...known.values(), ...wrong.values()]);
  const later: Date[] = [];
  for (const key of new Set([...known.keys(), ...wrong.keys()])) {
    const pair = { known: known.get(key), wrong: wrong.get(key) };
    const step = stepFor({ ...pair, now, lastToldAt: lastTimes.get(key) });
    await take(deps, tx, step, pair);
    if (step.lookAt) later.push(step.lookAt);
  }
  const next = later.toSorted((a, b) => a.getTime() - b.getTime())[0];
  if (next) await enqueue(tx, now, lookAfterJob, {}, { runAt: next, dedupe: `${tx.merchantId} ${next.toISOString()}` });
}

interface Pair {
  readonly known: KnownTrouble | undefined;
  readonly wrong: Wrong | undefined;
}

async function take(deps: CareDeps, tx: Tx, { note, tell }: Step, { known, wrong }: Pair): Promise<void> {
  const at = deps.clock.now();
  const id = note === 'open' && wrong ? await noteTrouble(tx, wrong) : known?.id;
  if (id === undefined) return;
  if (note === 'again') await changeTrouble(tx, id, { calm_since: null });
  if (note === 'calm') await changeTrouble(tx, id, { calm_since: at });
  if (note === 'close') await changeTrouble(tx, id, { over_at: at });
  if (tell === 'trouble' && wrong && (await mailTrouble(deps, tx, wrong))) await changeTrouble(tx, id, { told_at: at });
  if (tell === 'recovery' && known && (await mailRecovery(deps, tx, known))) await changeTrouble(tx, id, { recovery_told_at: at });
}

async function mailTrouble(deps: CareDeps, tx: Tx, { printer, job, ...rest }: Wrong): Promise<boolean> {
  if (!(await mayMail(tx))) return false;
  const about = { ...rest, ...namedOf(printer?.name, job?.name) };
  const path = rest.kind === 'printer' ? TROUBLE_PATH : QUESTION_PATH;
  return (await deps.mailStaff(tx, { roles: told, path, words: (reader) => troubleMail(about, reader) })) > 0;
}

async function mailRecovery(deps: CareDeps, tx: Tx, { kind, subjectId, word }: KnownTrouble): Promise<boolean> {
  const names = await namesOf(tx, subjectId);
  // One that was taken away is no printer that works again.
  if ((kind === 'printer' && names.printer === undefined) || !(await mayMail(tx))) return false;
  const about: Named = { kind, word, ...namedOf(names.printer, names.file) };
  return (await deps.mailStaff(tx, { roles: told, path: TROUBLE_PATH, words: (reader) => recoveryMail(about, reader) })) > 0;
}

function namedOf(printer: string | undefined, file: string | undefined): Pick<Named, 'printer' | 'file'> {
  return { ...(printer === undefined ? {} : { printer }), ...(file === undefined ? {} : { file }) };
}

async function mayMail(tx: Tx): Promise<boolean> {
  const { enabled, alert_mails: isOn } = await settingsOf(tx);
  return enabled && isOn;
}
