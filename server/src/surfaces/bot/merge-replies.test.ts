/** A turn costs as few messages as it can, and nothing that must be told is lost. */
import { expect, it } from 'vitest';
import { mergeReplies } from './merge-replies.ts';
import { text } from './screens/compose.ts';

it('of several screens the last is shown, below everything noted on the way', () => {
  expect(
    mergeReplies([{ notes: ['A in'], screen: [text('one')] }, { notes: ['B in'], screen: [text('two')] }, { screen: [text('cart')] }]),
  ).toEqual([text('A in\nB in\n\ncart')]);
});

it('what must go out goes out, in its place', () => {
  const paid = text('paid');
  expect(mergeReplies([{ messages: [paid] }, { screen: [text('menu')] }])).toEqual([paid, text('menu')]);
  expect(mergeReplies([{ screen: [text('menu')] }, { messages: [paid] }])).toEqual([text('menu'), paid]);
});

it('notes alone make one message, the same note only once', () => {
  expect(mergeReplies([{ notes: ['no offers'] }, { notes: ['no offers'] }, {}])).toEqual([text('no offers')]);
  expect(mergeReplies([{}, {}])).toEqual([]);
});

it('notes that do not fit above a screen stand before it', () => {
  const screen = { kind: 'buttons', body: 'x'.repeat(1_000), buttons: [{ id: 'menu', title: 'Menu' }] } as const;
  expect(mergeReplies([{ notes: ['y'.repeat(50)], screen: [screen] }])).toEqual([text('y'.repeat(50)), screen]);
});
