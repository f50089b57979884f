/** ClamAV's daemon over its own protocol (INSTREAM): sends the bytes in pieces, reads one line. It must never call a file clean in doubt. */
import { connect } from 'node:net';
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { ScanFailure, Scanner, ScanVerdict } from '../scanning.port.ts';

const PIECE = 64 * 1024;
const LONGEST_ANSWER = 4_096;

/** @param options.address `host:port` */
export function createClamdClient(options: { readonly address: string; readonly timeoutMs?: number }): Scanner {
  const { host, port } = readAddress(options.address);
  return {
    scan: (bytes) =>
      new Promise((resolve) => {
        const socket = connect({ host, port });
        let answer = '';
        const end = (result: Result<ScanVerdict, ScanFailure>): void => {
          socket.destroy();
          resolve(result);
        };
        socket.setTimeout(options.timeoutMs ?? 60_000, () => end(failed('unavailable', 'it does not answer')));
        socket.on('error', (error) => end(failed('unavailable', error.message)));
        socket.on('connect', () => send(bytes, (chunk) => socket.write(chunk)));
        socket.on('data', (chunk) => {
          answer += chunk.toString('latin1');
          if (answer.includes('\0') || answer.length > LONGEST_ANSWER) end(readAnswer(answer));
        });
        socket.on('close', () => end(readAnswer(answer)));
      }),
  };
}

/** `[::1]:3310`, `clamav:3310`. */
export function readAddress(address: string): { readonly host: string; readonly port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(address);
  if (!match) throw new Error('the address of clamd looks like host:3310');
  return { host: match[1] ?? match[2] ?? '', port: Number(match[3]) };
}

function send(bytes: Uint8Array, write: (chunk: Uint8Array) => void): void {
  write(Buffer.from('zINSTREAM\0'));
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = bytes.subarray(at, at + PIECE);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    write(length);
    write(piece);
  }
  write(Buffer.alloc(4));
}

function readAnswer(answer: string): Result<ScanVerdict, ScanFailure> {
  const line = answer.replaceAll('\0', '').trim();
  if (/^stream: OK$/.test(line)) return ok({ isClean: true });
  const found = /^stream: (.+) FOUND$/.exec(line);
  if (found) return ok({ isClean: false, name: found[1] ?? '' });
  return failed(line === '' ? 'unavailable' : 'refused', line === '' ? 'it closed without an answer' : line.slice(0, 200));
}

function failed(kind: ScanFailure['kind'], detail: string): { readonly ok: false; readonly refusal: ScanFailure } {
  return { ok: false, refusal: { kind, detail } };
}
