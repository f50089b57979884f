/** The whole program with a print shop in it: paid orders with files, paired agents that call over HTTP as the real one does. */
import { createHash } from 'node:crypto';
import { PDFDocument, rgb } from '@cantoo/pdf-lib';
import { sql } from 'kysely';
import type { EdgeOptions } from '../../src/foundation/http/edge.ts';
import { type DeskPerson, openDeskHouse } from './desk-house.ts';
import { insertPrintJob } from './print-rows.ts';

export type PrintHouse = Awaited<ReturnType<typeof openPrintHouse>>;
export type Agent = Awaited<ReturnType<PrintHouse['pair']>>;

export interface Claim {
  readonly id: string;
  readonly lease: string;
  readonly attempt: number;
  readonly file_url: string;
  readonly file_sha256: string;
  readonly file_bytes: number;
  readonly pages: number;
  readonly title: string;
}

export interface PrintWishes {
  readonly files?: number;
  readonly sides?: number;
  readonly ticket?: Readonly<Record<string, unknown>>;
  readonly rush?: boolean;
  readonly color?: boolean;
  /** What is printed; three pages with a blue field otherwise. */
  readonly pdf?: Buffer;
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function threePages(): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  for (let n = 0; n < 3; n += 1)
    pdf.addPage([595.28, 841.89]).drawRectangle({ x: 100, y: 100, width: 200, height: 200, color: rgb(0, 0, 1) });
  return Buffer.from(await pdf.save());
}
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';
let people = 0;
let codes = 0;

export async function openPrintHouse(seed = 1, budgets?: EdgeOptions['budgets'], smtpUrl?: string) {
  const house = await openDeskHouse(seed, budgets, smtpUrl);
  const ordinary = await threePages();
  const products = new Map<string, string>();
  const productOf = async (as: DeskPerson): Promise<string> => {
    const known = products.get(as.email) ?? (await house.product(as, 'Binding', 1_000)).productId;
    products.set(as.email, known);
    return known;
  };

  /** Waits for its payment; `confirm` lets it go. */
  async function place(as: DeskPerson, wishes: PrintWishes = {}) {
    const { files = 1, sides = 3, ticket = {}, rush = false, color = false, pdf = ordinary } = wishes;
    people += 1;
    const orderId = await house.order(as, await productOf(as), `+9198${String(20_000_000 + people)}`, { payment_method: 'prepaid' });
    const blob = `print/${hashOf(pdf)}.pdf`;
    await house.app.importDeps.blobs.put(blob, pdf, 'application/pdf');
    codes += 1;
    const pickupCode = `P${1_000 + codes}`;
    const sheets = { blob, sha256: hashOf(pdf), bytes: pdf.length };
    const jobs = await house.database.inTx(as.merchantId, async (tx) => {
      const ids: string[] = [];
      for (let position = 1; position <= files; position += 1) {
        const row = { orderId, position, sides, ticket, rush, color, pickupCode, fileName: `menu-${position}.pdf`, sheets };
        ids.push(await insertPrintJob(tx, row, house.clock.now()));
      }
      return ids;
    });
    return { orderId, jobs, pickupCode };
  }

  /** Another loop of the worker may have the event in hand: until it is done, the jobs wait. */
  async function letGo(as: DeskPerson, orderId: string): Promise<void> {
    for (let isWaiting = true; isWaiting; ) {
      const { rings } = house.database.bell;
      await house.app.worker.drain();
      const list = await house.send('GET', `/print_jobs?order_id=${orderId}&status=waiting&limit=1`, as);
      isWaiting = list.body.pagination.total > 0;
      if (isWaiting) await house.database.bell.wait(rings, 20);
    }
  }

  const ask = (as: DeskPerson) => async (method: Method, path: string, body?: unknown) => house.send(method as 'GET', path, as, body);
  /** Without a sign-in, or with an agent's key. */
  const raw = async (method: Method, path: string, body: unknown, key?: string) => {
    const headers = key === undefined ? {} : { 'x-api-key': key };
    const payload = body === undefined ? {} : { payload: body as object };
    const answer = await house.app.edge.inject({ method, url: `/api/v1${path}`, headers, ...payload });
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json(), text: answer.body };
  };

  return {
    ...house,
    place,
    /** SHA-256 of the ordinary file. */
    fileHash: hashOf(ordinary),
    blobs: house.app.importDeps.blobs,
    as: ask,
    raw,
    /** Paid or confirmed: what it prints is let go. */
    async confirm(as: DeskPerson, orderId: string): Promise<void> {
      const answer = await house.send('POST', `/orders/${orderId}/confirm`, as, {});
      if (answer.status !== 200) throw new Error(answer.text);
      await letGo(as, orderId);
    },
    async sold(as: DeskPerson = house.owner, wishes: PrintWishes = {}) {
      const placed = await place(as, wishes);
      await this.confirm(as, placed.orderId);
      return placed;
    },
    async pair(name: string, as: DeskPerson = house.owner) {
      const opened = await house.send('POST', '/print_agents/pairings', as, {});
      if (opened.status !== 201) throw new Error(opened.text);
      const made = await raw('POST', '/print_agents/pair', { code: opened.body.data.code, name });
      if (made.status !== 201) throw new Error(made.text);
      const key = made.body.data.api_key as string;
      const call = (method: Method, path: string, body?: unknown) => raw(method, path, body, key);
      return {
        id: made.body.data.agent_id as string,
        key,
        call,
        async claim(printer: string, more: Readonly<Record<string, unknown>> = {}): Promise<Claim | undefined> {
          const answer = await call('POST', '/print_jobs/claim', { printer, wait_seconds: 0, ...more });
          if (answer.status === 204) return undefined;
          if (answer.status !== 200) throw new Error(answer.text);
          return answer.body.data.job;
        },
        report: (job: Pick<Claim, 'id' | 'lease'>, status: string, more: Readonly<Record<string, unknown>> = {}) =>
          call('PUT', `/print_jobs/${job.id}/status`, { status, lease: job.lease, ...more }),
        beat: (job: Pick<Claim, 'id' | 'lease'>, more: Readonly<Record<string, unknown>> = {}) =>
          call('POST', `/print_jobs/${job.id}/heartbeat`, { lease: job.lease, ...more }),
      };
    },
    async stateOf(jobId: string, as: DeskPerson = house.owner): Promise<string> {
      return (await house.send('GET', `/print_jobs/${jobId}`, as)).body.data.status;
    },
    /** Names of the events told so far, of one order or of all. */
    async told(name: string): Promise<number> {
      const { rows } = await house.database.inTx(house.owner.merchantId, (tx) =>
        sql<{ n: number }>`select count(*)::int as n from print_job_events where merchant_id = ${tx.merchantId} and kind = ${name}`.execute(
          tx.db,
        ),
      );
      return rows[0]?.n ?? 0;
    },
  };
}
