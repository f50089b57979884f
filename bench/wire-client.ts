/** The least HTTP client that can load a server: one request after the other on each kept connection, bytes written as they are. It follows nothing and retries nothing. */
import { connect, type Socket } from 'node:net';

export interface WireAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

export interface WireClient {
  send(request: Buffer): Promise<WireAnswer>;
  close(): void;
}

export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function bytesOfRequest(host: string, { method, path, headers = {}, body }: WireRequest): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  if (body !== undefined) lines.push(`content-length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
}

/** One kept connection; a second `send` before the first is answered is a mistake of the caller. */
export function openWire(url: string): Promise<WireClient> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let waiting: { readonly resolve: (answer: WireAnswer) => void; readonly reject: (error: Error) => void } | undefined;
    let text = '';
    const fail = (error: Error): void => {
      reject(error);
      waiting?.reject(error);
      waiting = undefined;
    };
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      const answer = answerIn(text);
      if (!answer) return;
      text = '';
      const done = waiting;
      waiting = undefined;
      done?.resolve(answer);
    });
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the server closed the connection')));
    socket.on('connect', () =>
      resolve({
        send: (request) =>
          new Promise((answered, refused) => {
            waiting = { resolve: answered, reject: refused };
            socket.write(request);
          }),
        close: () => {
          socket.removeAllListeners('close');
          socket.destroy();
        },
      }),
    );
  });
}

/** The whole answer, once it is there; bodies end by their length or by the last chunk. */
function answerIn(text: string): WireAnswer | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = text.slice(0, headEnd);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const body = text.slice(headEnd + 4);
  if (length !== undefined) return body.length >= Number(length) ? { status, head, body } : undefined;
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return body.endsWith('0\r\n\r\n') ? { status, head, body } : undefined;
  return { status, head, body };
}
