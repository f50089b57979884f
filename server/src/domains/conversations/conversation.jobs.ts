/** The jobs this domain asks for, as words only: what they do stands with those who handle them. */
import { z } from 'zod';
import { defineJob } from '../../foundation/jobs/job.ts';
import type { Schedule } from '../../foundation/jobs/schedule.ts';

/** Work for a person who waits goes before everything else. */
const CHAT_PRIORITY = 10;

/** Reads a thread's unhandled entries and answers them; keyed by thread. The bot handles it. */
export const threadTurn = defineJob('thread.turn', z.object({ threadId: z.uuid() }), { priority: CHAT_PRIORITY });

/** Sends one queued message; keyed by thread. */
export const messageSend = defineJob('message.send', z.object({ messageId: z.uuid() }), { priority: CHAT_PRIORITY, maxAttempts: 40 });

/** Downloads the file of one inbound message while the service still has it. */
export const mediaFetch = defineJob('media.fetch', z.object({ messageId: z.uuid() }), { priority: CHAT_PRIORITY - 1, maxAttempts: 20 });

/** Deletes files of a person who was erased. */
export const dropFiles = defineJob('message.drop_files', z.object({ keys: z.array(z.string()) }));

/** Looks, for every shop whose service does not send lost notices again, for what did not arrive. */
export const catchUpAll = defineJob('messages.catch_up_all', z.object({}));

/** The same for one shop; whatever it could not do is done by the next. */
export const catchUpOne = defineJob('messages.catch_up', z.object({}), { maxAttempts: 4 });

export const conversationSchedules: readonly Schedule[] = [{ cron: '*/2 * * * *', kind: catchUpAll, atStart: true }];
