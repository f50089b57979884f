/** Depth is judged right without building the JSON. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { depthWithin } from './json-body.ts';

function depthOf(value: fc.JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map((each) => depthOf(each as fc.JsonValue)));
}

it('the depth of any JSON is judged as if it had been read, brackets in texts not counted', () => {
  const text = fc.string({ unit: fc.constantFrom('[', '{', '"', '\\', ']', '}', 'a') });
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), text, (value, tricky) => {
      const whole: fc.JsonValue = { [tricky]: [value, tricky] };
      const bytes = Buffer.from(JSON.stringify(whole));
      const depth = depthOf(whole);
      expect([depthWithin(bytes, depth), depthWithin(bytes, depth - 1)]).toEqual([true, false]);
    }),
  );
});
