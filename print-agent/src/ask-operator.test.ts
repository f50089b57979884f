/** The question at the terminal: one answer ends it, and neither a closed terminal nor a stop takes the agent along. */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { aClaim } from '../test/a-claim.ts';
import { askOperator } from './ask-operator.ts';
import { Stopped } from './pace.ts';
import { recordsOf } from './record.ts';

const at = '2026-01-05T10:00:00.000Z';
const [question] = recordsOf([
  { step: 'claimed', key: 'k', at, printer: 'Desk', job: aClaim({ title: 'thesis\u001b[2J.pdf' }) },
  { step: 'done', key: 'k', at, outcome: 'unknown' },
  { step: 'reported', key: 'k', at, accepted: true },
]);

function sit() {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const answers: string[] = [];
  const stop = new AbortController();
  const doubts = {
    open: () => (answers.length === 0 && question ? [question] : []),
    answer: (_: string, answer: string) => {
      answers.push(answer);
      return Promise.resolve('noted');
    },
  };
  return { stdin, stdout, answers, stop, asking: askOperator(doubts, stop.signal, { stdin, stdout }, 5) };
}

test('is answered by a word, and shows nothing of the title that would act on the screen', async () => {
  const { stdin, stdout, answers, stop, asking } = sit();
  const [asked] = (await once(stdout, 'data')) as [Buffer];
  expect(asked.toString()).toContain('thesis [2J.pdf (1 copies)');
  stdin.write('perhaps\n');
  await once(stdout, 'data');
  stdin.write('again\n');
  await expect.poll(() => answers).toEqual(['again']);
  stop.abort();
  await expect(asking).rejects.toBeInstanceOf(Stopped);
});

test('that is open when the agent ends is a stop like any other', async () => {
  const { stdout, stop, asking } = sit();
  await once(stdout, 'data');
  stop.abort();
  await expect(asking).rejects.toBeInstanceOf(Stopped);
});

test('leaves the agent alone when the terminal is closed', async () => {
  const { stdin, stdout, asking } = sit();
  await once(stdout, 'data');
  stdin.end();
  await expect(asking).resolves.toBeUndefined();
});
