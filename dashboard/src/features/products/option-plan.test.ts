/** The matrix of options: every combination once, and only what is missing is made. */
import { array, assert, property, stringMatching, uniqueArray } from 'fast-check';
import { expect, it } from 'vitest';
import { combinationsOf, countOf, isComplete, missingOf, type OptionDraft, valuesOf } from './option-plan.ts';

const option = (name: string, values: string): OptionDraft => ({ key: name, was: undefined, name, values });

it('values are read between commas, each once, whatever the case', () => {
  expect(valuesOf(' S, M ,, m,L')).toEqual(['S', 'M', 'L']);
});

it('combinations are as many as counted, and all different', () => {
  const values = uniqueArray(stringMatching(/^[a-z0-9]{1,6}$/), { minLength: 1, maxLength: 5 });
  assert(
    property(array(values, { minLength: 1, maxLength: 3 }), (lists) => {
      const options = lists.map((list, index) => option(`option ${index}`, list.join(', ')));
      const made = combinationsOf(options).map((each) => JSON.stringify(each));
      expect(made).toHaveLength(countOf(options));
      expect(new Set(made).size).toBe(made.length);
    }),
  );
});

it('only what no variant has is missing, whatever the order of the names', () => {
  const wanted = combinationsOf([option('Size', 'S, M'), option('Colour', 'Red')]);
  expect(missingOf(wanted, [{ Colour: 'Red', Size: 'S' }])).toEqual([{ Size: 'M', Colour: 'Red' }]);
});

it('an option without a name or without values is not complete', () => {
  expect(isComplete([option('Size', 'S')])).toBe(true);
  expect(isComplete([option(' ', 'S')])).toBe(false);
  expect(isComplete([option('Size', ' , ')])).toBe(false);
});
