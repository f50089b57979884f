/** IPP messages there and back: what is sent is what a reader of RFC 8010 reads, and any bytes end in an answer or a RangeError. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAnswer, encodeRequest } from './ipp-message.ts';

describe('an IPP message', () => {
  test('is the one of RFC 8010, byte by byte', () => {
    const bytes = encodeRequest(0x0005, [
      {
        tag: 'operation',
        attributes: [
          { name: 'attributes-charset', type: 'charset', value: 'utf-8' },
          { name: 'job-id', type: 'integer', value: 147 },
        ],
      },
      { tag: 'job', attributes: [{ name: 'sides', type: 'keyword', value: ['one-sided', 'two-sided-long-edge'] }] },
    ]);
    expect(bytes.toString('latin1')).toBe(
      '\x02\x00\x00\x05\x00\x00\x00\x01\x01' +
        '\x47\x00\x12attributes-charset\x00\x05utf-8\x21\x00\x06job-id\x00\x04\x00\x00\x00\x93' +
        '\x02\x44\x00\x05sides\x00\x09one-sided\x44\x00\x00\x00\x13two-sided-long-edge\x03',
    );
  });

  test('keeps every value it carries', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        fc.boolean(),
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }),
        (number, flag, texts) => {
          const bytes = encodeRequest(0x000b, [
            {
              tag: 'job',
              attributes: [
                { name: 'a', type: 'integer', value: number },
                { name: 'b', type: 'boolean', value: flag },
                { name: 'c', type: 'text', value: texts },
              ],
            },
          ]);
          const [group] = decodeAnswer(bytes).groups;
          expect(group?.attributes.get('a')).toEqual([number]);
          expect(group?.attributes.get('b')).toEqual([flag]);
          expect(group?.attributes.get('c')).toEqual(texts.map((text) => Buffer.from(text).toString('utf8')));
        },
      ),
    );
  });

  test('skips collections and what has no value', () => {
    const text = (value: string): string => String.fromCharCode(value.length >> 8, value.length & 255) + value;
    const bytes = Buffer.from(
      '\x02\x00\x00\x00\x00\x00\x00\x01\x04' +
        `\x34${text('media-col')}${text('')}\x4a${text('')}${text('x-dimension')}\x21${text('')}${text('\0\0\0\x05')}\x37${text('')}${text('')}` +
        `\x13${text('time-at-processing')}${text('')}\x23${text('printer-state')}${text('\0\0\0\x03')}\x03`,
      'latin1',
    );
    expect([...(decodeAnswer(bytes).groups[0]?.attributes ?? [])]).toEqual([['printer-state', [3]]]);
  });

  test('cut or garbled is a RangeError, never a hang', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeAnswer(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
