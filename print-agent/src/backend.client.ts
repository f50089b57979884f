/**
 * The server's print API as the agent uses it: every call goes out, none comes in. Says apart what the server refused from what it
 * could not be asked, since only the second is worth trying again.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import {
  type ClaimedJob,
  heartbeatAnswer,
  paired,
  type paired as pairedSchema,
  printClaimed,
  type printerReport,
  printJobStates,
  type printStatusChange,
} from '@parley/contract/api/printing.ts';
import { z } from 'zod';

/** `refused`: it answered and will answer the same again · `away`: it could not be asked, or not now. */
export type Answer<T> =
  | { readonly is: 'ok'; readonly value: T }
  | { readonly is: 'refused'; readonly status: number; readonly message: string }
  | { readonly is: 'away'; readonly message: string; readonly retryAfterMs?: number };

export interface Backend {
  /** Waits up to `waitSeconds` for a job; undefined: there is none. */
  claim(input: { printer: string; waitSeconds: number; leaseSeconds: number }, stop: AbortSignal): Promise<Answer<ClaimedJob | undefined>>;
  heartbeat(job: ClaimedJob, input: { leaseSeconds: number; sides: number | undefined }): Promise<Answer<z.infer<typeof heartbeatAnswer>>>;
  status(jobId: string, change: z.input<typeof printStatusChange>): Promise<Answer<undefined>>;
  jobState(jobId: string): Promise<Answer<z.infer<typeof jobState>>>;
  report(report: z.input<typeof printerReport>): Promise<Answer<undefined>>;
  /** Writes the job's file to `path` and checks size and hash. */
  download(job: ClaimedJob, path: string): Promise<Answer<undefined>>;
}

export interface BackendDeps {
  readonly url: string;
  readonly apiKey: string;
}

const ANSWER_WITHIN_MS = 20_000;
const FILE_WITHIN_MS = 10 * 60_000;
const wrapped = <T extends z.ZodType>(data: T) => z.object({ data });
/** What of a job's view matters here. */
const jobState = z.object({ status: z.enum(printJobStates), attempt: z.number().int() });

export function createBackend({ url, apiKey }: BackendDeps): Backend {
  const call = <T>(
    method: string,
    path: string,
    body: unknown,
    read: (json: unknown) => T,
    options: CallOptions = {},
  ): Promise<Answer<T>> => ask(`${url}/api/v1${path}`, { method, body, apiKey, ...options }, read);
  const nothing = (): undefined => undefined;
  return {
    claim: ({ printer, waitSeconds, leaseSeconds }, stop) =>
      call(
        'POST',
        '/print_jobs/claim',
        { printer, wait_seconds: waitSeconds, lease_seconds: leaseSeconds },
        (json) => (json === undefined ? undefined : wrapped(printClaimed).parse(json).data.job),
        { withinMs: waitSeconds * 1_000 + ANSWER_WITHIN_MS, stop },
      ),
    heartbeat: (job, { leaseSeconds, sides }) =>
      call(
        'POST',
        `/print_jobs/${job.id}/heartbeat`,
        { lease: job.lease, lease_seconds: leaseSeconds, ...(sides === undefined ? {} : { pages_printed: sides }) },
        (json) => wrapped(heartbeatAnswer).parse(json).data,
      ),
    status: (jobId, change) => call('PUT', `/print_jobs/${jobId}/status`, change, nothing),
    jobState: (jobId) => call('GET', `/print_jobs/${jobId}`, undefined, (json) => wrapped(jobState).parse(json).data),
    report: (report) => call('POST', '/print_agents/report', report, nothing),
    download: (job, path) => download(new URL(job.file_url, `${url}/`), job, path),
  };
}

/** Exchanges the code shown on the dashboard for a key. */
export function pair(backendUrl: string, input: { code: string; name: string }): Promise<Answer<z.infer<typeof pairedSchema>>> {
  return ask(`${backendUrl}/api/v1/print_agents/pair`, { method: 'POST', body: input }, (json) => wrapped(paired).parse(json).data);
}

interface CallOptions {
  readonly withinMs?: number;
  readonly stop?: AbortSignal;
}

async function ask<T>(
  url: string,
  { method, body, apiKey, withinMs = ANSWER_WITHIN_MS, stop }: CallOptions & { method: string; body: unknown; apiKey?: string },
  read: (json: unknown) => T,
): Promise<Answer<T>> {
  try {
    const limit = AbortSignal.timeout(withinMs);
    const answer = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: stop ? AbortSignal.any([limit, stop]) : limit,
      redirect: 'error',
    });
    const text = await answer.text();
    if (!answer.ok) return notOk(answer, text);
    return { is: 'ok', value: read(answer.status === 204 || text === '' ? undefined : JSON.parse(text)) };
  } catch (error) {
    return { is: 'away', message: reasonOf(error) };
  }
}

const problem = z.object({ error: z.object({ message: z.string() }) });

function notOk(answer: Response, text: string): Answer<never> {
  let message = `HTTP ${answer.status}`;
  try {
    message = problem.parse(JSON.parse(text)).error.message;
  } catch {
    // Something between us and the server answered; its number says enough.
  }
  const isLater = answer.status >= 500 || answer.status === 429 || answer.status === 408;
  if (!isLater) return { is: 'refused', status: answer.status, message };
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return { is: 'away', message, ...(Number.isFinite(seconds) ? { retryAfterMs: seconds * 1_000 } : {}) };
}

async function download(url: URL, job: ClaimedJob, path: string): Promise<Answer<undefined>> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(FILE_WITHIN_MS) });
    if (!answer.ok || !answer.body) return notOk(answer, await answer.text());
    const hash = createHash('sha256');
    await pipeline(
      answer.body,
      async function* (parts: AsyncIterable<Uint8Array>) {
        let bytes = 0;
        for await (const part of parts) {
          bytes += part.length;
          if (bytes > job.file_bytes) throw new Error('the file is larger than announced');
          hash.update(part);
          yield part;
        }
      },
      createWriteStream(path, { mode: 0o600, flush: true }),
    );
    if ((await stat(path)).size !== job.file_bytes || hash.digest('hex') !== job.file_sha256)
      return { is: 'away', message: 'the file did not arrive whole' };
    return { is: 'ok', value: undefined };
  } catch (error) {
    return { is: 'away', message: reasonOf(error) };
  }
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
