/** What this domain does later: sends queued messages, fetches files, looks for what did not arrive. The turn itself belongs to the bot. */
import { type HandledJob, handle } from '../../foundation/jobs/job.ts';
import { type CatchUpDeps, catchUp, catchUpEverybody } from './catch-up.ts';
import { catchUpAll, catchUpOne, dropFiles, mediaFetch, messageSend } from './conversation.jobs.ts';
import { type FetchMediaDeps, fetchMedia } from './fetch-media.ts';
import type { SendDeps } from './send-deps.ts';
import { sendMessage } from './send-message.ts';

export type MessageJobsDeps = SendDeps & FetchMediaDeps;

export function createCatchUpJobs(deps: CatchUpDeps): readonly HandledJob[] {
  return [handle(catchUpAll, () => catchUpEverybody(deps)), handle(catchUpOne, (_, job) => catchUp(deps, job))];
}

export function createMessageJobs(deps: MessageJobsDeps): readonly HandledJob[] {
  return [
    handle(messageSend, ({ messageId }, job) => sendMessage(deps, messageId, job)),
    handle(mediaFetch, ({ messageId }, job) => fetchMedia(deps, messageId, job)),
    handle(dropFiles, async ({ keys }) => {
      for (const key of keys) await deps.blobs.delete(key);
    }),
  ];
}
