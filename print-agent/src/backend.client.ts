/** The server's print API as the agent uses it: every call goes out, none comes in. Knows its addresses; how it is spoken to is in ask.ts. */
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
import { type Answer, type Asked, ask } from './ask.ts';
import { download } from './download.ts';

export interface Backend {
  /** Waits up to `waitSeconds` for a job; undefined: there is none. */
  claim(input: { printer: string; waitSeconds: number; leaseSeconds: number }, stop: AbortSignal): Promise<Answer<ClaimedJob | undefined>>;
  heartbeat(job: ClaimedJob, input: { leaseSeconds: number; sides: number | undefined }): Promise<Answer<z.infer<typeof heartbeatAnswer>>>;
  status(jobId: string, change: z.input<typeof printStatusChange>): Promise<Answer<undefined>>;
  jobState(jobId: string): Promise<Answer<z.infer<typeof jobState>>>;
  report(report: z.input<typeof printerReport>): Promise<Answer<undefined>>;
  /** Writes the job's file to `path` and checks size and hash. */
  download(job: ClaimedJob, path: string, stop: AbortSignal): Promise<Answer<undefined>>;
}

export interface BackendDeps {
  readonly url: string;
  readonly apiKey: string;
}

const ANSWER_WITHIN_MS = 20_000;
const wrapped = <T extends z.ZodType>(data: T) => z.object({ data });
/** What of a job's view matters here. */
const jobState = z.object({ status: z.enum(printJobStates), attempt: z.number().int() });
/** An answer of the API without news in it. Not just any 200: those come from sign-in pages of hotels too. */
const done = wrapped(z.union([z.looseObject({}), z.array(z.unknown())]));

export function createBackend({ url, apiKey }: BackendDeps): Backend {
  // Asked to wait, it is not asked at all until then, whoever of us wants something.
  let quietUntil = 0;
  const call = async <T>(method: string, path: string, body: unknown, read: Asked<T>['read'], options: Partial<Asked<T>> = {}) => {
    const left = quietUntil - performance.now();
    if (left > 0) return { is: 'away', message: 'the server asked us to wait', retryAfterMs: left } as const;
    const answer = await ask({ url: `${url}/api/v1${path}`, method, body, apiKey, read, withinMs: ANSWER_WITHIN_MS, ...options });
    if (answer.is === 'away' && answer.retryAfterMs !== undefined) quietUntil = performance.now() + answer.retryAfterMs;
    return answer;
  };
  const nothing = (json: unknown): undefined => void done.parse(json);
  return {
    claim: ({ printer, waitSeconds, leaseSeconds }, stop) =>
      call(
        'POST',
        '/print_jobs/claim',
        { printer, wait_seconds: waitSeconds, lease_seconds: leaseSeconds },
        (json, status) => (status === 204 ? undefined : wrapped(printClaimed).parse(json).data.job),
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
    download: (job, path, stop) => download(new URL(job.file_url, `${url}/`), job, path, stop),
  };
}

/** Exchanges the code shown on the dashboard for a key. */
export function pair(backendUrl: string, input: { code: string; name: string }): Promise<Answer<z.infer<typeof pairedSchema>>> {
  return ask({
    url: `${backendUrl}/api/v1/print_agents/pair`,
    method: 'POST',
    body: input,
    withinMs: ANSWER_WITHIN_MS,
    read: (json) => wrapped(paired).parse(json).data,
  });
}
