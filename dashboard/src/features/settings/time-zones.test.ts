/** A shop finds its zone by the name it knows, once. */
import { expect, test } from 'vitest';
import { zoneLabel, zoneNames } from './time-zones.ts';

test('older names are told by today’s, and none stands there twice', () => {
  expect(zoneNames('UTC', ['Asia/Calcutta', 'Asia/Kolkata', 'Europe/Kiev'])).toEqual(['Asia/Kolkata', 'Europe/Kyiv', 'UTC']);
});

test('what the shop has is offered even where the browser does not list it', () => {
  expect(zoneNames('Antarctica/Nowhere', [])).toEqual(['Antarctica/Nowhere']);
});

test('every zone that is offered here is one', () => {
  for (const name of zoneNames('UTC')) expect(() => new Intl.DateTimeFormat('en', { timeZone: name })).not.toThrow();
});

test('labels have no underscores', () => expect(zoneLabel('America/New_York')).toBe('America/New York'));
