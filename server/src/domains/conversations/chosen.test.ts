/** What a number or a title means after a menu was written out, and when it means nothing but itself. */
import { describe, expect, it } from 'vitest';
import type { InboundContent, OutboundContent } from '../../providers/messaging/messaging.port.ts';
import { chosenFrom, mayChoose, type Offer } from './chosen.ts';

const choices = [
  { id: 'tea', title: 'Tea' },
  { id: 'coffee', title: 'Coffee' },
  { id: 'cocoa', title: 'Hot  cocoa' },
];
const numbered = { content: { kind: 'text', text: '1. Tea …', choices }, counts: true } as const;
const buttons = { content: { kind: 'buttons', body: '?', buttons: choices } satisfies OutboundContent, counts: true } as const;
const text = (words: string): InboundContent => ({ kind: 'text', text: words });
const idOf = (offer: Offer | undefined, content: InboundContent): string | undefined => {
  const meant = chosenFrom(offer, content);
  return meant.kind === 'choice' ? meant.id : undefined;
};

describe('a number', () => {
  it.each([
    ['2', 'coffee'],
    [' 2. ', 'coffee'],
    ['(2)', 'coffee'],
    ['#1', 'tea'],
    ['२', 'coffee'],
    ['٣', 'cocoa'],
    ['03', 'cocoa'],
    ['4', undefined],
    ['0', undefined],
    ['2 teas', undefined],
    ['560034', undefined],
  ])('%s chooses %s', (words, id) => {
    expect(idOf(numbered, text(words))).toBe(id);
  });

  it('chooses nothing where its menu no longer counts, where buttons were shown since, and where nothing was offered', () => {
    expect(idOf({ ...numbered, counts: false }, text('2'))).toBeUndefined();
    expect(idOf(buttons, text('2'))).toBeUndefined();
    expect(idOf(undefined, text('2'))).toBeUndefined();
  });
});

describe('a title', () => {
  it('chooses its row, typed in any case or told by the service without an id', () => {
    expect(idOf(buttons, text('coffee '))).toBe('coffee');
    expect(idOf(numbered, text('HOT COCOA'))).toBe('cocoa');
    expect(idOf(buttons, { kind: 'choice', id: 'Tea', title: 'Tea', from: 'list' })).toBe('tea');
  });

  it('that two rows share is nobody’s', () => {
    const twice: Offer = { content: { kind: 'text', text: '', choices: [...choices, { id: 'other', title: 'tea' }] }, counts: true };
    expect(idOf(twice, text('tea'))).toBeUndefined();
    expect(idOf(twice, text('4'))).toBe('other');
  });

  it('with an id of its own is what it is', () => {
    expect(mayChoose({ kind: 'choice', id: 'checkout', title: 'Pay', from: 'button' }, true)).toBe(false);
    expect(mayChoose(text('Coffee'), false)).toBe(false);
    expect(mayChoose(text('2'), false)).toBe(true);
    expect(mayChoose(text('Coffee'), true)).toBe(true);
  });
});
