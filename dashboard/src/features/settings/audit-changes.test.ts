/** The audit log shows what changed, all of it, and nothing that did not. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesOf } from './audit-changes.ts';
import { partsOfAction } from './audit-subjects.ts';

describe('what a change changed', () => {
  test('fields that are the same are left out, those within others are named whole', () => {
    const before = { name: 'A', settings: { cod: { offered: false }, tags: [1, 2] }, note: null };
    const after = { name: 'A', settings: { cod: { offered: true, max: '20' }, tags: [1] }, note: '' };
    expect(changesOf(before, after)).toEqual([
      { field: 'settings.cod.offered', before: 'false', after: 'true' },
      { field: 'settings.cod.max', before: undefined, after: '20' },
      { field: 'settings.tags', before: '[1,2]', after: '[1]' },
    ]);
  });

  test('something new and something gone have one side only', () => {
    expect(changesOf(null, { role: 'agent' })).toEqual([{ field: 'role', before: undefined, after: 'agent' }]);
    expect(changesOf({ role: 'agent' }, undefined)).toEqual([{ field: 'role', before: 'agent', after: undefined }]);
    expect(changesOf('a', 'b')).toEqual([{ field: '', before: 'a', after: 'b' }]);
  });

  test('nothing differs from itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(changesOf(value, value)).toEqual([]);
      }),
      { seed: 20_261_120 },
    );
  });

  test.each([
    ['staff.role_changed', { subject: 'staff', verb: 'role_changed' }],
    ['api_key.made', { subject: 'api_key', verb: 'made' }],
    ['novelty.happened', { subject: undefined, verb: 'happened' }],
    ['odd', { subject: undefined, verb: '' }],
  ])('%s', (action, parts) => expect(partsOfAction(action)).toEqual(parts));
});
