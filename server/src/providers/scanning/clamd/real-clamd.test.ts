/** The client against the real clamd, where it is installed: with a signature of the harmless test virus alone and a short stream limit. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../../../test/builders/free-port.ts';
import { pdfOf, zipOf } from '../../../../test/builders/print-files.ts';
import { createClamdClient, pingClamd } from './client.ts';
import { testVirus } from './simulator.ts';

const program = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'].find((path) => existsSync(path));
if (program === undefined) process.stdout.write('skipped: the part with ClamAV (apt install clamav-daemon)\n');
const SLOW = 120_000;

interface Daemon {
  readonly address: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

describe.skipIf(program === undefined)('clamd', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-clamd-'));
  let clamd: Daemon;

  async function open(port: number): Promise<Daemon> {
    const database = join(folder, 'signatures');
    mkdirSync(database, { recursive: true });
    writeFileSync(join(database, 'test.ndb'), `Eicar-Test-Signature:0:*:${Buffer.from(testVirus).toString('hex')}\n`);
    const settings = join(folder, 'clamd.conf');
    const limits = ['StreamMaxLength 1M', 'MaxThreads 4', 'ReadTimeout 5', 'CommandReadTimeout 5'];
    const places = [`DatabaseDirectory ${database}`, `TCPSocket ${port}`, 'TCPAddr 127.0.0.1', `TemporaryDirectory ${folder}`];
    writeFileSync(settings, [...places, 'Foreground yes', ...limits, ''].join('\n'));
    const child = spawn(program ?? '', ['--config-file', settings], { stdio: 'ignore' });
    const address = `127.0.0.1:${port}`;
    const ended = new Promise<void>((resolve) => void child.on('exit', () => resolve()));
    while (!(await pingClamd({ address })).ok) {
      if (child.exitCode !== null) throw new Error(`clamd ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return { address, process: child, stop: () => (child.kill('SIGKILL'), ended) };
  }

  beforeAll(async () => {
    clamd = await open(await freePort());
  }, SLOW);
  afterAll(async () => {
    await clamd.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const scan = (bytes: Uint8Array, timeoutMs = 30_000) => createClamdClient({ address: clamd.address, timeoutMs }).scan(bytes);
  const found = { ok: true, value: { isClean: false, name: expect.stringMatching(/^Eicar-Test-Signature/) } };

  test('clean files are clean, up to the last byte that it takes', async () => {
    expect(await scan(await pdfOf(3))).toEqual({ ok: true, value: { isClean: true } });
    expect(await scan(new Uint8Array())).toEqual({ ok: true, value: { isClean: true } });
    expect(await scan(Buffer.alloc(1024 * 1024, 'ordinary words '))).toEqual({ ok: true, value: { isClean: true } });
  });

  test('the test virus is found as a file, behind other bytes and within an archive', async () => {
    expect(await scan(Buffer.from(testVirus))).toMatchObject(found);
    expect(await scan(Buffer.concat([Buffer.alloc(300_000, 32), Buffer.from(testVirus)]))).toMatchObject(found);
    expect(await scan(zipOf([{ name: 'word/document.xml', bytes: Buffer.from(testVirus) }]))).toMatchObject(found);
  });

  test('a file beyond its StreamMaxLength is never clean, and the operator reads what to change', async () => {
    for (const megabytes of [8, 20])
      expect(await scan(Buffer.alloc(megabytes * 1024 * 1024, 1))).toEqual({
        ok: false,
        // Where its answer is lost with the connection, the operator still reads the likely cause.
        refusal: {
          kind: expect.stringMatching(/^(?:refused|unavailable)$/),
          detail: expect.stringContaining('StreamMaxLength in clamd.conf'),
        },
      });
  });

  test('ten at once are each answered for their own', async () => {
    const files = Array.from({ length: 10 }, (_, index) => Buffer.from(index % 2 === 0 ? `plain ${index}` : testVirus));
    const answers = await Promise.all(files.map((bytes) => scan(bytes)));
    expect(answers.map((answer) => answer.ok && answer.value.isClean)).toEqual(files.map((_, index) => index % 2 === 0));
  });

  test('a connection that is cut before the answer is no clean file', async () => {
    const port = await freePort();
    // Passes everything on and cuts the answer after its first eight signs: "stream: ".
    const cutting = createServer((from) => {
      const to = connect(Number(clamd.address.split(':')[1]), '127.0.0.1');
      for (const each of [from, to]) each.on('error', () => each.destroy());
      from.pipe(to);
      to.once('data', (chunk) => from.end(chunk.subarray(0, 10)));
    });
    await new Promise<void>((resolve) => cutting.listen(port, '127.0.0.1', resolve));
    const answer = await createClamdClient({ address: `127.0.0.1:${port}` }).scan(Buffer.from('words'));
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'unavailable' } });
    cutting.close();
  });

  test('while it hangs it is unavailable after the time that was given; when it is back it answers', async () => {
    clamd.process.kill('SIGSTOP');
    expect(await scan(Buffer.from('words'), 300)).toEqual({
      ok: false,
      refusal: { kind: 'unavailable', detail: 'it does not answer in time' },
    });
    clamd.process.kill('SIGCONT');
    expect(await scan(Buffer.from('words'))).toEqual({ ok: true, value: { isClean: true } });
  });

  test(
    'stopped it is unavailable, started again it answers',
    async () => {
      const port = Number(clamd.address.split(':')[1]);
      await clamd.stop();
      expect(await scan(Buffer.from('words'))).toMatchObject({ ok: false, refusal: { kind: 'unavailable' } });
      expect(await pingClamd({ address: clamd.address })).toMatchObject({ ok: false });
      clamd = await open(port);
      expect(await scan(Buffer.from('words'))).toEqual({ ok: true, value: { isClean: true } });
    },
    SLOW,
  );
});
