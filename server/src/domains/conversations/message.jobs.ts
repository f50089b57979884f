/** What this domain does later: sends queued messages and fetches files. The turn itself belongs to the bot. */
import { type HandledJob, handle } from '../../foundation/jobs/job.ts';
import { mediaFetch, messageSend } from './conversation.jobs.ts';
import { type FetchMediaDeps, fetchMedia } from './fetch-media.ts';
import type { SendDeps } from './send-deps.ts';
import { sendMessage } from './send-message.ts';

export type MessageJobsDeps = SendDeps & FetchMediaDeps;

export function createMessageJobs(deps: MessageJobsDeps): readonly HandledJob[] {
  return [
    handle(messageSend, ({ messageId }, job) => sendMessage(deps, messageId, job)),
    handle(mediaFetch, ({ messageId }, job) => fetchMedia(deps, messageId, job)),
  ];
}
