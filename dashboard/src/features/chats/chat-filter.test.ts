/** The address of chats: what it says is shown, and nonsense shows everything. */
import { describe, expect, test } from 'vitest';
import { filterOf } from './chat-filter.ts';

describe('the filter of chats', () => {
  test.each([
    [{}, {}],
    [
      { mode: 'waiting', search: 'Asha', page: '3' },
      { mode: 'waiting', search: 'Asha', page: 3 },
    ],
    [{ mode: 'nobody', search: 7, page: 'x' }, {}],
    [{ page: 1 }, {}],
    [{ page: -2 }, {}],
    [{ page: 2.5 }, {}],
    [{ search: '' }, {}],
    [{ say: 'Hello' }, { say: 'Hello' }],
  ])('%j is %j', (given, filter) => expect(filterOf(given)).toEqual(filter));

  test('what it made is read back the same', () => {
    const once = filterOf({ mode: 'human', search: 'a b', page: 9, say: 'x', other: true });
    expect(filterOf({ ...once })).toEqual(once);
  });
});
