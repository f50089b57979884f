/** Puts the verbs of conversations together behind their front door, with the jobs that carry them out. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { secondMs } from '@parley/contract/values/time.ts';
import type { Blobs } from '../../foundation/blobs/blobs.ts';
import type { Database, Tx } from '../../foundation/db/database.ts';
import type { HandledJob } from '../../foundation/jobs/job.ts';
import type { CheckContent, FitContent } from '../../providers/messaging/messaging.port.ts';
import type { Customers } from '../customers/index.ts';
import { stopCatchingUp } from './catch-up.store.ts';
import type { CatchUpWith } from './catch-up.ts';
import type { Conversations } from './conversation.ts';
import type { FetchMediaDeps } from './fetch-media.ts';
import { fileEvent } from './file-event.ts';
import { everythingSaid, forgetCustomer, type NoteAbout, namesAtService, notesAbout, type Said } from './forget-customer.ts';
import { type JoinedThread, joinThreads } from './join-threads.ts';
import { createCatchUpJobs, createMessageJobs } from './message.jobs.ts';
import { insertNote } from './note.store.ts';
import { queueByStaff, queueReplies } from './queue-replies.ts';
import { postEvent, receive } from './receive.ts';
import type { SendDeps } from './send-deps.ts';
import { latestThreadOf, loadThread, saveMode } from './thread.store.ts';
import { closeTurn, openTurn } from './turn.ts';
import { createMediaUploads } from './upload-media.ts';
import { threadsWaitingForQuote } from './waiting-threads.store.ts';
import { isWindowOpen } from './window.ts';

export interface ConversationsDeps extends Omit<SendDeps, 'customers' | 'uploads' | 'doubtMs' | 'database'> {
  readonly database: Pick<Database, 'inTx' | 'inPlatformTx'>;
  readonly customers: Customers;
  readonly blobs: Pick<Blobs, 'get' | 'put' | 'delete'>;
  readonly checkContent: CheckContent;
  /** What goes out in place of a content on a service that can do less; absent: everything as it is. */
  readonly fitContent?: FitContent;
  /** How long the echo of a send in doubt is waited for; default 30 s. */
  readonly doubtMs?: number;
  /** Whose list of messages is read for what webhooks did not bring; absent: nobody's. */
  readonly catchUpWith?: CatchUpWith;
  readonly onMedia?: NonNullable<FetchMediaDeps['onMedia']>;
}

export interface ConversationsWithJobs extends Conversations {
  /** For the worker. */
  readonly jobs: readonly HandledJob[];
  /** For `onMerged` of customers: threads follow the person. Answers threads that are gone and what took their place. */
  joinThreads(tx: Tx, from: CustomerId, to: CustomerId): Promise<readonly JoinedThread[]>;
  /** For `onErased` of customers. */
  forgetCustomer(tx: Tx, id: CustomerId): Promise<void>;
  /** The shop is not connected to this service any more: of what comes meanwhile nothing is filed later. */
  stopCatchingUp(tx: Tx, provider: string): Promise<void>;
  /** Both ways, oldest first. */
  everythingSaid(tx: Tx, id: CustomerId): Promise<readonly Said[]>;
  /** What the service calls what was sent to this person since. */
  namesAtService(tx: Tx, id: CustomerId, since: Date): Promise<readonly string[]>;
  /** What staff wrote down about this person's chats, oldest first. */
  notesAbout(tx: Tx, id: CustomerId): Promise<readonly NoteAbout[]>;
}

export function createConversations(deps: ConversationsDeps): ConversationsWithJobs {
  const { clock } = deps;
  const jobs = createMessageJobs({ ...deps, uploads: createMediaUploads(deps), doubtMs: deps.doubtMs ?? 30 * secondMs });
  const { catchUpWith } = deps;
  return {
    jobs: catchUpWith === undefined ? jobs : [...jobs, ...createCatchUpJobs({ ...deps, catchUpWith })],
    joinThreads: (tx, from, to) => joinThreads(clock, tx, from, to),
    forgetCustomer: (tx, id) => forgetCustomer(clock, tx, id),
    everythingSaid,
    notesAbout,
    namesAtService,
    stopCatchingUp,
    fileEvent: (tx, provider, event) => fileEvent(deps, tx, provider, event),
    receive: (tx, provider, message) => receive(deps, tx, provider, message),
    postEvent: (tx, threadId, event) => postEvent(deps, tx, threadId, event),
    threadOf: latestThreadOf,
    mayWriteTo: async (tx, customerId) => {
      const id = await latestThreadOf(tx, customerId);
      const thread = id && (await loadThread(tx, id));
      return thread !== undefined && isWindowOpen(thread.lastInboundAt, clock.now());
    },
    threadsWaitingForQuote,
    openTurn,
    closeTurn: (tx, turn, next, replies = []) => closeTurn(deps, tx, turn, next, replies),
    queueReplies: (tx, threadId, replies, sender = 'bot') => queueReplies(deps, tx, threadId, replies, { sender }),
    queueByStaff: (tx, threadId, content, sender) => queueByStaff(deps, tx, threadId, content, { sender }),
    note: async (tx, threadId, note) => {
      await insertNote(tx, { ...note, threadId, at: clock.now() });
    },
    setMode: saveMode,
  };
}
