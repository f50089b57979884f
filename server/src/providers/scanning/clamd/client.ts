/**
 * ClamAV's daemon over its own protocol (INSTREAM, docs.clamav.net/manual/Usage/ClamdProtocol.html): sends the bytes in pieces as fast
 * as it takes them, reads one answer. It must never call a file clean in doubt.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { secondMs } from '@parley/contract/values/time.ts';
import type { ScanFailure, Scanner, ScanVerdict } from '../scanning.port.ts';

type Scanned = Result<ScanVerdict, ScanFailure>;

const PIECE = 64 * 1024;
const LONGEST_ANSWER = 4_096;
/** The daemon itself gives up after two minutes (MaxScanTime). */
const USUAL_TIME_MS = 150 * secondMs;

/**
 * @param options.address `host:port`
 * @param options.timeoutMs for one file, from the first step to the answer
 */
export function createClamdClient(options: { readonly address: string; readonly timeoutMs?: number }): Scanner {
  const { timeoutMs = USUAL_TIME_MS } = options;
  const { host, port } = readAddress(options.address);
  return {
    scan: (bytes) => converse(connect({ host, port }), timeoutMs, (socket) => send(socket, bytes), readVerdict),
  };
}

/** Whether it is there, for the log at the start. */
export function pingClamd(options: { readonly address: string; readonly timeoutMs?: number }): Promise<Result<'there', ScanFailure>> {
  const ask = async (socket: Socket): Promise<void> => void socket.write('zPING\0');
  const read = (line: string): Result<'there', ScanFailure> => (line === 'PONG' ? ok('there') : failed('unavailable', line.slice(0, 200)));
  return converse(connect(readAddress(options.address)), options.timeoutMs ?? 5 * secondMs, ask, read);
}

/** `[::1]:3310`, `clamav:3310`. */
export function readAddress(address: string): { readonly host: string; readonly port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(address);
  if (!match) throw new Error('the address of clamd looks like host:3310');
  return { host: match[1] ?? match[2] ?? '', port: Number(match[3]) };
}

/** One question, one answer that ends in NUL: what ends otherwise was cut off. */
function converse<T>(
  socket: Socket,
  timeoutMs: number,
  ask: (socket: Socket) => Promise<void>,
  read: (line: string) => Result<T, ScanFailure>,
): Promise<Result<T, ScanFailure>> {
  return new Promise((resolve) => {
    let answer = '';
    const timer = setTimeout(() => end(failed('unavailable', 'it does not answer in time')), timeoutMs);
    const end = (result: Result<T, ScanFailure>): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    // What it said before the connection broke counts: it says that a stream is too long while we still send.
    let asking: 'not yet' | 'asking' | 'asked' = 'not yet';
    const broken = (why: string): void => {
      if (answer.includes('\0')) return end(read(lineOf(answer)));
      // Its word about the length may be lost with the connection.
      const perhaps = asking === 'asking' ? '; perhaps the file is longer than StreamMaxLength in clamd.conf' : '';
      end(failed('unavailable', `${why}${perhaps}`));
    };
    socket.on('error', (error) => broken(error.message));
    socket.on('close', () => broken('it closed without an answer'));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.includes('\0')) end(read(lineOf(answer)));
      else if (answer.length > LONGEST_ANSWER) end(failed('unavailable', 'its answer has no end'));
    });
    socket.on('connect', () => {
      asking = 'asking';
      const asked = async (): Promise<void> => {
        await ask(socket);
        if (!socket.destroyed) asking = 'asked';
      };
      asked().catch((error: unknown) => broken(String(error)));
    });
  });
}

const lineOf = (answer: string): string => (answer.split('\0')[0] ?? '').trim();

async function send(socket: Socket, bytes: Uint8Array): Promise<void> {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < bytes.length && !socket.destroyed; at += PIECE) {
    const piece = bytes.subarray(at, at + PIECE);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    socket.write(length);
    if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
  }
  if (!socket.destroyed) socket.write(Buffer.alloc(4));
}

function readVerdict(line: string): Scanned {
  if (line === 'stream: OK') return ok({ isClean: true });
  const found = /^stream: (.+) FOUND$/.exec(line);
  if (found) return ok({ isClean: false, name: found[1] ?? '' });
  if (/size limit exceeded/i.test(line))
    return failed('refused', 'the file is longer than StreamMaxLength in clamd.conf; 100M fits all files');
  return failed('unavailable', line.slice(0, 200));
}

function failed(kind: ScanFailure['kind'], detail: string): { readonly ok: false; readonly refusal: ScanFailure } {
  return { ok: false, refusal: { kind, detail } };
}
