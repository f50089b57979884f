/**
 * A small server that keeps to the contract of the print API as the agent meets it: leases, one job a printer at a time, questions. It
 * checks every body against the contract's schemas and keeps what it was told, for the tests to judge. Holds everything in memory.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  type ClaimedJob,
  type PrintJobState,
  type PrintTicket,
  type pairRequest,
  printClaim,
  printerReport,
  printHeartbeat,
  printStatusChange,
  printTicket,
} from '@parley/contract/api/printing.ts';
import type { z } from 'zod';

export interface StandInJob {
  readonly id: string;
  /** Announced when it is claimed, sent when it is asked for. */
  bytes: Buffer;
  readonly ticket: PrintTicket;
  readonly title: string;
  readonly printer: string;
  state: PrintJobState;
  attempt: number;
  lease: string | undefined;
  leasedUntil: number;
  began: boolean;
  cancelAsked: boolean;
  restsUntil: number;
  /** How often a person said that it must be printed again. */
  askedAgain: number;
  readonly told: z.infer<typeof printStatusChange>[];
}

export interface StandIn {
  readonly url: string;
  readonly jobs: Map<string, StandInJob>;
  readonly reports: z.infer<typeof printerReport>[];
  readonly pairings: z.infer<typeof pairRequest>[];
  add(input: { bytes: Buffer; printer: string; ticket?: Partial<PrintTicket>; title?: string }): StandInJob;
  /** Answers 503 while it is set. */
  away: boolean;
  /** How long a lease holds, whatever was asked for; undefined: as asked. */
  leaseMs: number | undefined;
  /** Called before a question about a job is answered, so that a test can let something happen in between. */
  before: (question: 'file' | 'heartbeat' | 'status', job: StandInJob) => void;
  /** A person answers a doubt. */
  decide(id: string, state: 'printed' | 'queued'): void;
  close(): Promise<void>;
}

const CLEAN_TRIES = 50;

export async function startStandIn(): Promise<StandIn> {
  const jobs = new Map<string, StandInJob>();
  const server = createServer((incoming, outgoing) => {
    void respond(incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message: String(error) } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const self: StandIn = {
    url,
    jobs,
    reports: [],
    pairings: [],
    away: false,
    leaseMs: undefined,
    before: () => undefined,
    add({ bytes, printer, ticket = {}, title = 'essay.pdf' }) {
      const job: StandInJob = {
        id: randomUUID(),
        bytes,
        printer,
        title,
        ticket: printTicket.parse(ticket),
        state: 'queued',
        attempt: 0,
        lease: undefined,
        leasedUntil: 0,
        began: false,
        cancelAsked: false,
        restsUntil: 0,
        askedAgain: 0,
        told: [],
      };
      jobs.set(job.id, job);
      return job;
    },
    decide(id, state) {
      const job = jobs.get(id);
      if (job?.state !== 'unknown') throw new Error('nobody asked');
      job.state = state;
      if (state === 'queued') job.askedAgain += 1;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString('utf8');
    const path = new URL(incoming.url ?? '/', url).pathname;
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    if (self.away) return send(outgoing, 503, { error: { message: 'away' } });
    const file = /^\/files\/([^/]+)\/([^/]+)$/.exec(path);
    const wanted = file && jobs.get(file[1] ?? '');
    if (wanted) self.before('file', wanted);
    if (file) return sendFile(outgoing, wanted, file[2] ?? '');
    if (path === '/api/v1/print_agents/pair') return pairWith(outgoing, body as z.infer<typeof pairRequest>);
    if (incoming.headers.authorization !== 'Bearer key-of-the-agent') return send(outgoing, 401, { error: { message: 'Sign in first.' } });
    if (path === '/api/v1/print_agents/report') {
      self.reports.push(printerReport.parse(body));
      return send(outgoing, 200, { data: {} });
    }
    if (path === '/api/v1/print_jobs/claim') return claim(outgoing, printClaim.parse(body), incoming);
    const [, id = '', verb] = /^\/api\/v1\/print_jobs\/([^/]+)(?:\/(status|heartbeat))?$/.exec(path) ?? [];
    const job = jobs.get(id);
    if (!job) return send(outgoing, 404, { error: { message: 'There is no such print job.' } });
    expire(job);
    if (verb) self.before(verb === 'heartbeat' ? verb : 'status', job);
    if (verb === 'heartbeat') return beat(outgoing, job, printHeartbeat.parse(body));
    if (verb === 'status') return change(outgoing, job, printStatusChange.parse(body));
    return send(outgoing, 200, { data: { status: job.state, attempt: job.attempt } });
  }

  function pairWith(outgoing: ServerResponse, asked: z.infer<typeof pairRequest>): void {
    self.pairings.push(asked);
    if (asked.code !== 'ABCD-2345') return send(outgoing, 404, { error: { message: 'This code is not known.' } });
    return send(outgoing, 200, { data: { agent_id: randomUUID(), api_key: 'key-of-the-agent', merchant: { name: 'Copy Corner' } } });
  }

  async function claim(outgoing: ServerResponse, asked: z.infer<typeof printClaim>, incoming: IncomingMessage): Promise<void> {
    const until = Date.now() + asked.wait_seconds * 1_000;
    for (;;) {
      for (const job of jobs.values()) expire(job);
      const ours = [...jobs.values()].filter((job) => job.printer === asked.printer);
      const isTaken = ours.some((job) => job.state === 'printing' || job.state === 'unknown');
      const job = isTaken ? undefined : ours.find((each) => each.state === 'queued' && each.restsUntil <= Date.now());
      if (incoming.destroyed && !incoming.complete) return;
      if (job) return send(outgoing, 200, { data: { job: lease(job, asked.lease_seconds) } });
      if (Date.now() >= until) {
        outgoing.writeHead(204).end();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  function lease(job: StandInJob, seconds: number): ClaimedJob {
    Object.assign(job, {
      state: 'printing',
      attempt: job.attempt + 1,
      lease: randomUUID(),
      leasedUntil: Date.now() + (self.leaseMs ?? seconds * 1_000),
      began: false,
      cancelAsked: false,
    });
    return {
      id: job.id,
      lease: job.lease ?? '',
      lease_until: new Date(job.leasedUntil).toISOString(),
      attempt: job.attempt,
      file_url: `${url}/files/${job.id}/${job.lease}`,
      file_sha256: createHash('sha256').update(job.bytes).digest('hex'),
      file_bytes: job.bytes.length,
      pages: 1,
      title: job.title,
      ticket: job.ticket,
    };
  }

  function expire(job: StandInJob): void {
    if (job.state === 'printing' && job.leasedUntil < Date.now()) job.state = job.began ? 'unknown' : 'queued';
  }

  function beat(outgoing: ServerResponse, job: StandInJob, asked: z.infer<typeof printHeartbeat>): void {
    if (job.lease !== asked.lease || job.state !== 'printing') return send(outgoing, 409, { error: { message: 'Not yours any more.' } });
    job.leasedUntil = Date.now() + (self.leaseMs ?? asked.lease_seconds * 1_000);
    return send(outgoing, 200, { data: { lease_until: new Date(job.leasedUntil).toISOString(), cancelled: job.cancelAsked } });
  }

  function change(outgoing: ServerResponse, job: StandInJob, said: z.infer<typeof printStatusChange>): void {
    const refused = (message: string): void => send(outgoing, 409, { error: { message } });
    if (said.lease !== job.lease) return refused('Not yours any more.');
    if (job.state === said.status && said.status !== 'printing') return send(outgoing, 200, { data: {} });
    if (job.state !== 'printing' && job.state !== 'unknown') return refused('Not yours any more.');
    if (said.status === 'printing' && (job.state !== 'printing' || job.cancelAsked)) return refused('Print nothing of it.');
    if (said.status === 'queued' && job.began && job.state === 'printing') return refused('It has begun.');
    job.told.push(said);
    if (said.status === 'queued' && job.state === 'unknown') job.askedAgain += 1;
    if (said.status === 'printing') job.began = true;
    else if (said.status === 'failed') {
      const isClean = said.pages_printed === 0 || (said.pages_printed === undefined && !job.began);
      job.state = job.cancelAsked ? 'cancelled' : isClean && job.attempt < CLEAN_TRIES ? 'queued' : 'failed';
    } else job.state = said.status;
    return send(outgoing, 200, { data: {} });
  }

  function sendFile(outgoing: ServerResponse, job: StandInJob | null | undefined, held: string): void {
    if (!job || job.lease !== held || job.state !== 'printing') return send(outgoing, 404, { error: { message: 'The link has ended.' } });
    outgoing.writeHead(200, { 'content-type': 'application/pdf' }).end(job.bytes);
  }

  return self;
}

function send(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
