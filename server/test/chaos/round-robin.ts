/** One address before several processes: hands each new connection to the next one that answers. It must never look into the bytes. */
import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../builders/free-port.ts';

export interface RoundRobin {
  readonly port: number;
  close(): Promise<void>;
}

/** @param ports of 127.0.0.1 behind it; a connection that none of them takes is closed without an answer. */
export async function openRoundRobin(ports: readonly number[]): Promise<RoundRobin> {
  let turn = 0;
  const open = new Set<Socket>();
  const server = createServer((caller) => {
    open.add(caller);
    caller.on('close', () => open.delete(caller));
    caller.on('error', () => caller.destroy());
    turn += 1;
    const row = ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0);
    handOver(caller, row);
  });
  const port = await freePort();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function handOver(caller: Socket, [port, ...others]: readonly number[]): void {
  if (port === undefined) return void caller.destroy();
  const behind = connect(port, '127.0.0.1');
  let isThrough = false;
  behind.once('connect', () => {
    isThrough = true;
    caller.pipe(behind);
    behind.pipe(caller);
  });
  behind.on('error', () => {
    // Nothing was read of the caller yet, so the next one can have it whole.
    if (isThrough) caller.destroy();
    else handOver(caller, others);
  });
  behind.on('close', () => {
    if (isThrough) caller.destroy();
  });
  caller.on('close', () => behind.destroy());
}
