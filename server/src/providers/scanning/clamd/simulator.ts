/** Stands in for ClamAV's daemon: reads INSTREAM as it does, with its limit of a stream's length, and finds the one harmless test virus. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** The antivirus makers' common test file, in two halves so that no scanner finds this source. */
export const testVirus = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

const COMMAND = 'zINSTREAM\0';

export interface ClamdSimulator {
  readonly address: string;
  /** How many streams were read to their end. */
  scanned(): number;
  close(): Promise<void>;
}

export async function openClamdSimulator(options: { readonly mostBytes?: number } = {}): Promise<ClamdSimulator> {
  const { mostBytes = 100 * 1024 * 1024 } = options;
  let count = 0;
  const server = createServer((socket) => {
    let kept = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      kept = Buffer.concat([kept, chunk]);
      const content = readStream(kept);
      if (content === 'more') return;
      if (content === 'unknown') socket.end('UNKNOWN COMMAND\0');
      else if (content.length > mostBytes) socket.end('INSTREAM size limit exceeded. ERROR\0');
      else {
        count += 1;
        socket.end(content.includes(testVirus) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    scanned: () => count,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

function readStream(bytes: Buffer): Buffer | 'more' | 'unknown' {
  if (bytes.length < COMMAND.length) return 'more';
  if (bytes.subarray(0, COMMAND.length).toString('latin1') !== COMMAND) return 'unknown';
  const pieces: Buffer[] = [];
  for (let at = COMMAND.length; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    if (at + 4 + length > bytes.length) return 'more';
    pieces.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return 'more';
}
