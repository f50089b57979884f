/** What is offered for a job is what the server would let this person do. */
import { expect, it } from 'vitest';
import { actsOf } from './job-acts.ts';

const file = { wiped_at: null } as Parameters<typeof actsOf>[0]['file'];
const job = { cancel_asked: false, pickup_code: 'ACDEF', handed_over: null, file } as const;

it('a doubtful job is a question to those who stand at the printer, and to nobody else', () => {
  expect(actsOf({ ...job, status: 'unknown' }, 'print_operator')).toEqual(['came_out', 'print_again', 'cancel']);
  expect(actsOf({ ...job, status: 'unknown' }, 'agent')).toEqual([]);
});

it('whoever sells lets a held job go and hands the pages over; a reader does nothing', () => {
  expect(actsOf({ ...job, status: 'held' }, 'agent')).toEqual(['release']);
  expect(actsOf({ ...job, status: 'printed' }, 'fulfilment')).toEqual(['hand_over']);
  expect(actsOf({ ...job, status: 'printed' }, 'print_operator')).toEqual(['hand_over', 'reprint']);
  expect(actsOf({ ...job, status: 'printed', handed_over: { at: '2026-02-01T00:00:00.000Z', by: null } }, 'agent')).toEqual([]);
  for (const status of ['held', 'printed', 'failed', 'queued', 'unknown'] as const)
    expect(actsOf({ ...job, status }, 'viewer')).toEqual([]);
});

it('what was wiped is not offered again, and a stop is asked for once', () => {
  const wiped = { ...job, file: { ...file, wiped_at: '2026-02-01T00:00:00.000Z' } };
  expect(actsOf({ ...wiped, status: 'printed' }, 'owner')).toEqual(['hand_over']);
  expect(actsOf({ ...wiped, status: 'failed' }, 'owner')).toEqual(['cancel']);
  expect(actsOf({ ...job, status: 'printing', cancel_asked: true }, 'owner')).toEqual([]);
});
