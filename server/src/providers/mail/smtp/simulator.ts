/** The sandbox's mail server: takes every mail over real SMTP, delivers none, and keeps the last ones for looking at. */
import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import type { Clock } from '@parley/contract/values/time.ts';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';
import type { SimulatorState } from '../../simulation/simulator.port.ts';
import { memoryState } from '../../simulation/state.ts';

const MAX_BYTES = 5 * 1024 * 1024;

const caughtMail = z.object({
  id: z.string(),
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});
export type CaughtMail = z.infer<typeof caughtMail>;

export interface MailCatcher {
  /** `smtp://127.0.0.1:…` */
  readonly url: string;
  readonly port: number;
  /** Newest first. */
  mails(): readonly CaughtMail[];
  /** Answers the next mails with this status of SMTP (451: later, 550: never); undefined: takes them again. */
  refuseWith(status: number | undefined): void;
  clear(): void;
  close(): Promise<void>;
}

export interface MailCatcherOptions {
  readonly clock: Clock;
  readonly state?: SimulatorState;
  /** How many mails; older ones are forgotten. */
  readonly keeps?: number;
}

/** Listens on this machine alone, on a port that is free. */
export async function openMailCatcher({ clock, state = memoryState(), keeps = 100 }: MailCatcherOptions): Promise<MailCatcher> {
  let mails: readonly CaughtMail[] = z
    .array(caughtMail)
    .catch([])
    .parse(await state.load());
  let refusal: number | undefined;
  const keep = (next: readonly CaughtMail[]): void => {
    mails = next.slice(0, keeps);
    state.save(mails);
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: MAX_BYTES,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anybody' }),
    onRcptTo(_address, _session, done) {
      if (refusal === undefined) return done();
      return done(Object.assign(new Error('refused by the stand-in'), { responseCode: refusal }));
    },
    onData(stream, session, done) {
      const to = session.envelope.rcptTo.map((each) => each.address);
      const take = async (): Promise<void> => {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        const mail = await readMail(Buffer.concat(chunks), to, clock);
        keep([mail, ...mails]);
      };
      callbackify(take)((error) => done(error));
    },
  });
  // A client that goes away in the middle is no trouble of ours.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails: () => mails,
    refuseWith: (status) => {
      refusal = status;
    },
    clear: () => keep([]),
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await state.flush();
    },
  };
}

async function readMail(bytes: Buffer, to: string[], clock: Clock): Promise<CaughtMail> {
  const { default: PostalMime } = await import('postal-mime');
  const mail = await PostalMime.parse(bytes);
  return {
    id: (mail.messageId ?? '').replace(/^<|>$/g, ''),
    at: clock.now().toISOString(),
    from: mail.from?.address ?? '',
    to,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
  };
}
