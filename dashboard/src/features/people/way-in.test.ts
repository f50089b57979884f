/** Where signing in leads: always into the dashboard, never to another site. */
import { describe, expect, test } from 'vitest';
import { addressIn } from './way-in.ts';

describe('the way in', () => {
  test.each([
    [undefined, '/app/'],
    ['', '/app/'],
    ['/', '/app/'],
    ['/orders?status=paid', '/app/orders?status=paid'],
    ['/app/orders', '/app/orders'],
    ['/apple', '/app/apple'],
    ['//evil.example', '/app/'],
    ['/\\evil.example', '/app/'],
    ['https://evil.example', '/app/'],
    ['javascript:alert(1)', '/app/'],
  ])('%j leads to %j', (to, address) => expect(addressIn('/app', to)).toBe(address));
});
