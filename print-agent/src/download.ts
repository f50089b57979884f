/** Fetches a job's file by its signed link: whole and exactly the announced one, or not at all. Sends no key along. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ClaimedJob } from '@parley/contract/api/printing.ts';
import { type Answer, notOk, reasonOf } from './ask.ts';

/** Without a byte. A large file may take its time on a thin line. */
const STALLED_AFTER_MS = 60_000;

export async function download(
  url: URL,
  job: ClaimedJob,
  path: string,
  stop: AbortSignal,
  stalledAfterMs: number = STALLED_AFTER_MS,
): Promise<Answer<undefined>> {
  const stalled = new AbortController();
  const stall = (): void => stalled.abort(new Error('no more of it arrives'));
  let timer = setTimeout(stall, stalledAfterMs);
  const signal = AbortSignal.any([stalled.signal, stop]);
  try {
    const answer = await fetch(url, { signal, headers: { accept: 'application/pdf, application/json' } });
    if (!answer.ok || !answer.body) return notOk(answer, await answer.text());
    const hash = createHash('sha256');
    await pipeline(
      answer.body,
      async function* (parts: AsyncIterable<Uint8Array>) {
        let bytes = 0;
        for await (const part of parts) {
          clearTimeout(timer);
          timer = setTimeout(stall, stalledAfterMs);
          bytes += part.length;
          if (bytes > job.file_bytes) throw new Error('the file is larger than announced');
          hash.update(part);
          yield part;
        }
      },
      createWriteStream(path, { mode: 0o600, flush: true }),
      { signal },
    );
    if ((await stat(path)).size !== job.file_bytes || hash.digest('hex') !== job.file_sha256)
      return { is: 'away', message: 'the file did not arrive whole' };
    return { is: 'ok', value: undefined };
  } catch (error) {
    return { is: 'away', message: reasonOf(stalled.signal.aborted ? stalled.signal.reason : error) };
  } finally {
    clearTimeout(timer);
  }
}
