/** Printers in need call people: by mail once where it lasts and somebody waits, on the dashboard at once; whatever repeats or crashes in between. */
import type { PrintAttention } from '@parley/contract/api/printing.ts';
import { hourMs, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Agent, openPrintHouse, type PrintHouse } from '../../../../test/builders/print-house.ts';
import { type MailCatcher, openMailCatcher } from '../../../providers/mail/smtp/simulator.ts';

let catcher: MailCatcher;
let house: PrintHouse;
let agent: Agent;
const staff: string[] = [];
beforeAll(async () => {
  catcher = await openMailCatcher({ clock: { now: () => new Date() } });
  house = await openPrintHouse(12, undefined, catcher.url);
  agent = await house.pair('PC');
  await prints({});
  for (const role of ['manager', 'print_operator', 'agent', 'viewer'] as const) staff.push((await house.hire(role)).email);
}, 60_000);
afterAll(async () => {
  await house.close();
  await catcher.close();
});

const owner = (method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', path: string, body?: unknown) =>
  house.as(house.owner)(method, path, body);
const prints = (more: object) => owner('PUT', '/print-settings', more);
const say = (name: string, state: string, more: object = {}) =>
  agent.call('POST', '/print_agents/report', { printers: [{ name, state, ...more }] });
const attention = async (as = house.owner): Promise<readonly PrintAttention[]> =>
  (await house.as(as)('GET', '/print_jobs/attention')).body.data.items;
const subjects = (to = house.owner.email) =>
  catcher
    .mails()
    .filter((mail) => mail.to.includes(to))
    .map((mail) => mail.subject)
    .toReversed();
let before: readonly string[] = [];
const news = () => subjects().slice(before.length);

/** Passes the time in steps while the agent goes on saying the same. */
async function stays(name: string, state: string, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 30 * secondMs) {
    await house.pass(Math.min(left, 30 * secondMs));
    await say(name, state);
  }
  await house.pass(1);
}

/** Cancels what waits, takes the printers away. */
beforeEach(async () => {
  await house.pass(1);
  for (const { id } of (await owner('GET', '/print_jobs?status=queued&limit=100')).body.data)
    await owner('PUT', `/print_jobs/${id}/status`, { status: 'cancelled' });
  for (const { id } of (await owner('GET', '/printers?limit=100')).body.data) await owner('DELETE', `/printers/${id}`);
  // Until all that was told of is over, and an hour more.
  for (const ms of [12 * minuteMs, 12 * minuteMs, hourMs]) await house.pass(ms);
  before = subjects();
});

describe('a printer out of paper', () => {
  it('is mailed about after two minutes to those who look after it, with who waits, and once more when it is over', async () => {
    await say('Counter', 'paper_out', { detail: 'Tray 2' });
    await house.sold(house.owner, { files: 2 });
    await house.sold();
    await house.pass(1);
    expect(await attention()).toEqual([
      expect.objectContaining({ trouble: 'paper_out', detail: 'Tray 2', waiting_jobs: 3, waiting_customers: 2 }),
    ]);
    await stays('Counter', 'paper_out', minuteMs);
    expect(news()).toEqual([]);
    await stays('Counter', 'paper_out', 90 * secondMs);
    expect(news()).toEqual(['Counter is out of paper']);
    const [mail] = catcher.mails();
    expect(mail?.text).toContain('3 print jobs of 2 customers wait for it.');
    expect(mail?.text).toContain('/app/print/printers');
    const readers = new Set(
      catcher
        .mails()
        .filter((each) => each.subject === 'Counter is out of paper')
        .flatMap((each) => each.to),
    );
    expect(readers).toEqual(new Set([house.owner.email, staff[0], staff[1]]));
    await stays('Counter', 'paper_out', 20 * minuteMs);
    expect(news()).toHaveLength(1);
    await stays('Counter', 'ready', minuteMs);
    expect(news()).toHaveLength(1);
    await stays('Counter', 'ready', 2 * minuteMs);
    expect(news()).toEqual(['Counter is out of paper', 'Counter is ready again']);
  });

  it('for a moment tells nobody, and one that comes and goes tells once an hour', async () => {
    await house.sold();
    await say('Moody', 'jammed');
    await stays('Moody', 'jammed', minuteMs);
    await stays('Moody', 'ready', 5 * minuteMs);
    expect(news()).toEqual([]);
    for (let round = 0; round < 8; round += 1) {
      await say('Moody', 'jammed');
      await stays('Moody', 'jammed', 3 * minuteMs);
      await stays('Moody', 'ready', 3 * minuteMs);
    }
    expect(news()).toEqual(['Paper is stuck in Moody', 'Moody is ready again']);
  });

  it('tells nobody where nobody waits and nothing came out of it today', async () => {
    await say('Idle', 'paper_out');
    await stays('Idle', 'paper_out', 10 * minuteMs);
    expect([news(), (await attention()).map(({ trouble }) => trouble)]).toEqual([[], ['paper_out']]);
  });

  it('tells nobody when the shop has switched it off, and the dashboard all the same', async () => {
    await prints({ alert_mails: false });
    await say('Mute', 'error');
    await house.sold();
    await stays('Mute', 'error', 10 * minuteMs);
    expect([news(), (await attention()).length]).toEqual([[], 1]);
    await prints({});
  });

  it('is one mail though looks are repeated and run at once', async () => {
    await say('Twice', 'paper_out');
    await house.sold();
    await stays('Twice', 'paper_out', minuteMs);
    house.clock.advance(70 * secondMs);
    const look = () => house.database.inTx(house.owner.merchantId, (tx) => house.app.printQueue.lookAfter(tx));
    await Promise.all([look(), look(), look()]);
    await look();
    await house.pass(1);
    expect(news()).toEqual(['Twice is out of paper']);
  });
});

describe('a silent printer', () => {
  it('is mailed about when a customer comes to wait for it, not when the shop is closed', async () => {
    await say('Night', 'ready');
    await house.pass(2 * minuteMs);
    await house.pass(3 * hourMs);
    expect(news()).toEqual([]);
    await house.sold();
    await house.pass(1);
    expect(news()).toEqual(['Night is offline']);
  });

  it('is no reason to mail while another prints the same', async () => {
    await say('Spare', 'ready');
    await say('Main', 'ready');
    await house.sold();
    await stays('Main', 'ready', 15 * minuteMs);
    expect([news(), (await attention()).map((each) => [each.printer?.name, each.waiting_jobs])]).toEqual([[], [['Spare', 0]]]);
  });

  it('that is taken away is over without a word', async () => {
    await say('Gone', 'ready');
    await house.pass(2 * minuteMs);
    await house.pass(3 * hourMs);
    await house.sold();
    await house.pass(1);
    const [printer] = (await owner('GET', '/printers')).body.data;
    await owner('DELETE', `/printers/${printer.id}`);
    await house.pass(5 * minuteMs);
    expect(news()).toEqual(['Gone is offline', 'Print jobs wait, and no printer is connected']);
  });
});

describe('jobs that nobody will ever take', () => {
  it('are told of where no printer is connected, and where none can print them', async () => {
    await house.sold(house.owner, { ticket: { paper: 'A3' } });
    await house.pass(1);
    expect(await attention()).toEqual([expect.objectContaining({ trouble: 'no_printer', printer: null, waiting_jobs: 1 })]);
    await say('Small', 'ready', { papers: ['A4'] });
    await stays('Small', 'ready', 3 * minuteMs);
    expect(await attention()).toEqual([expect.objectContaining({ trouble: 'no_fit', waiting_jobs: 1 })]);
    expect(news()).toEqual(['Print jobs wait that none of your printers can print']);
    await say('Small', 'ready', { papers: ['A4', 'A3'] });
    await stays('Small', 'ready', 15 * minuteMs);
    expect(news().slice(1)).toEqual(['Every waiting print job has a printer again']);
    expect(await attention()).toEqual([]);
  });

  it('are asked about when they are in doubt and nobody answers, and nothing is asked once somebody did', async () => {
    await say('Doubt', 'ready');
    await house.sold(house.owner, { files: 2 });
    const job = await agent.claim('Doubt');
    if (!job) throw new Error('nothing was claimed');
    await agent.report(job, 'printing');
    await agent.report(job, 'unknown');
    await house.pass(1);
    expect(await attention()).toEqual([
      expect.objectContaining({ trouble: 'unanswered', job: expect.objectContaining({ id: job.id }), waiting_jobs: 2 }),
    ]);
    await stays('Doubt', 'ready', 11 * minuteMs);
    expect(news()).toEqual(['Did menu-1.pdf come out?']);
    await owner('PUT', `/print_jobs/${job.id}/status`, { status: 'printed' });
    await stays('Doubt', 'ready', 15 * minuteMs);
    expect([news().slice(1), await attention()]).toEqual([['menu-1.pdf: the question is answered'], []]);
  });
});

it('keeps merchants apart', async () => {
  await say('Ours', 'jammed');
  await house.sold();
  await house.pass(1);
  expect([(await attention()).length, await attention(house.other)]).toEqual([1, []]);
  await stays('Ours', 'jammed', 4 * minuteMs);
  expect(subjects(house.other.email)).toEqual([]);
});
