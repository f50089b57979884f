/** Asks a CUPS server over IPP, by TCP or through its socket. Speaks for itself only: what an answer means is told in cups-words.ts. */
import { createReadStream } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { userInfo } from 'node:os';
import { decodeAnswer, encodeRequest, type IppAnswer, type IppAttribute } from './ipp-message.ts';

export const operations = {
  createJob: 0x0005,
  sendDocument: 0x0006,
  cancelJob: 0x0008,
  jobAttributes: 0x0009,
  printerAttributes: 0x000b,
  defaultPrinter: 0x4001,
  printers: 0x4002,
} as const;

export const NOT_FOUND = 0x0406;
const ANSWER_WITHIN_MS = 30_000;

export interface IppRequest {
  readonly operation: keyof typeof operations;
  /** Below `ipp://localhost`, such as `/printers/Front%20desk`. */
  readonly path: string;
  /** After charset, language, printer-uri and the user's name. */
  readonly attributes?: readonly IppAttribute[];
  readonly jobId?: number;
  readonly job?: readonly IppAttribute[];
  /** Sent after the message. */
  readonly document?: { readonly path: string; readonly bytes: number };
}

export type IppClient = (asked: IppRequest) => Promise<IppAnswer>;

/** @param servers each `host:port` or the path of a socket: tried in turn where nobody listens. */
export function createIppClient(servers: readonly string[]): IppClient {
  return async (asked) => {
    for (const [index, server] of servers.entries()) {
      try {
        return await ask(server, asked);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (index === servers.length - 1 || (code !== 'ECONNREFUSED' && code !== 'ENOENT')) throw error;
      }
    }
    throw new Error('no CUPS server is named');
  };
}

async function ask(server: string, asked: IppRequest): Promise<IppAnswer> {
  const head = encodeRequest(operations[asked.operation], groupsOf(asked));
  const [host = 'localhost', port = '631'] = server.split(':');
  const outgoing = request({
    ...(server.startsWith('/') ? { socketPath: server } : { host, port: Number(port) }),
    method: 'POST',
    path: asked.path,
    headers: {
      host: 'localhost',
      'content-type': 'application/ipp',
      'content-length': String(head.length + (asked.document?.bytes ?? 0)),
    },
    timeout: ANSWER_WITHIN_MS,
    agent: false,
  });
  const promise = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
  });
  outgoing.on('timeout', () => outgoing.destroy(new Error('the print system does not answer')));
  outgoing.write(head);
  // The answer alone tells how it went: the connection may close before the stream knows that it has ended.
  if (asked.document)
    createReadStream(asked.document.path)
      .on('error', (error) => outgoing.destroy(error))
      .pipe(outgoing);
  else outgoing.end();
  const incoming = await promise;
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  if (incoming.statusCode !== 200) throw new Error(`the print system answers HTTP ${incoming.statusCode ?? 0}`);
  return decodeAnswer(Buffer.concat(parts));
}

function groupsOf({ path, attributes = [], jobId, job }: IppRequest) {
  const operation: IppAttribute[] = [
    { name: 'attributes-charset', type: 'charset', value: 'utf-8' },
    { name: 'attributes-natural-language', type: 'language', value: 'en' },
    { name: 'printer-uri', type: 'uri', value: `ipp://localhost${path}` },
    ...(jobId === undefined ? [] : [{ name: 'job-id', type: 'integer', value: jobId } as const]),
    { name: 'requesting-user-name', type: 'name', value: userName() },
    ...attributes,
  ];
  return [{ tag: 'operation', attributes: operation } as const, ...(job ? [{ tag: 'job', attributes: job } as const] : [])];
}

/** A user without an entry in the system's list, as in containers, has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'parley';
  }
}
