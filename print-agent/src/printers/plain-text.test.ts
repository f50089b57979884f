/** Names that customers give their files, shown at the shop's terminal. */
import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('what acts on a terminal is taken out, and every script stays readable', () => {
  expect(plainText('essay\u001b]0;owned\u0007\u001b[2J.pdf\r\n')).toBe('essay ]0;owned [2J.pdf');
  expect(plainText('invoice\u202efdp.exe')).toBe('invoice fdp.exe');
  for (const name of ['क्\u200dष.pdf', '👩\u200d💻.pdf', 'دفتر.pdf', 'Büro 2×.pdf']) expect(plainText(name)).toBe(name);
});
