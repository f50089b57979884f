/** What bells by name promise to those who wait for one thing. */
import { expect, it } from 'vitest';
import { createNamedBells } from './named-bells.ts';

const LONG_MS = 60_000;

it('a ring wakes those who listen to its name, and nobody else', async () => {
  const bells = createNamedBells();
  const [one, same, other] = [bells.listen('one'), bells.listen('one'), bells.listen('other')];
  const woken = Promise.all([one.wait(one.rings, LONG_MS), same.wait(same.rings, LONG_MS)]);
  bells.ring('one');
  await woken;
  expect([one.rings, same.rings, other.rings]).toEqual([1, 1, 0]);
});

it('a ring between looking and waiting is not missed', async () => {
  const bells = createNamedBells();
  const bell = bells.listen('one');
  const heard = bell.rings;
  bells.ring('one');
  await bell.wait(heard, LONG_MS);
});

it('whoever stopped listening leaves the bell to the others, and nothing behind at the end', () => {
  const bells = createNamedBells();
  const [first, second] = [bells.listen('one'), bells.listen('one')];
  first.close();
  bells.ring('one');
  expect(second.rings).toBe(1);
  second.close();
  bells.ring('one');
  expect(bells.listen('one').rings).toBe(0);
});
