/** The next command that is told works as it stands, for the way the program was started and the shell of the system. */
import { expect, test } from 'vitest';
import { commandOf, howStarted, quoted } from './started.ts';
import { isOldNode } from './version.ts';

const shop = 'https://shop.example';
const told = (file: string, platform: NodeJS.Platform) => commandOf(howStarted(file), shop, platform);

test('npx again where npx fetched it, the file where it was downloaded, the repository’s own name inside it', () => {
  const npx = '/people/a/.npm/_npx/99c92c97/node_modules/parley-print-agent/print-agent.mjs';
  expect(told(npx, 'linux')).toBe('npx --yes https://shop.example/print-agent.tgz');
  expect(told('C:\\Users\\a\\AppData\\Local\\npm-cache\\_npx\\99c9\\node_modules\\parley-print-agent\\print-agent.mjs', 'win32')).toBe(
    'npx.cmd --yes https://shop.example/print-agent.tgz',
  );
  expect(told('/people/a/Downloads/print-agent.mjs', 'linux')).toBe('node /people/a/Downloads/print-agent.mjs');
  expect(told('/opt/parley/print-agent/src/main.ts', 'linux')).toBe('npx parley-print-agent');
});

test('paths with spaces and quotes stay one word', () => {
  expect(told("/people/a/My Files/asha's.mjs", 'linux')).toBe(String.raw`node '/people/a/My Files/asha'\''s.mjs'`);
  expect(told('C:\\My Files\\print-agent.mjs', 'win32')).toBe('node "C:\\My Files\\print-agent.mjs"');
  expect(quoted('C:\\Downloads\\print-agent.mjs', 'win32')).toBe('C:\\Downloads\\print-agent.mjs');
  expect(quoted('a\\b', 'linux')).toBe("'a\\b'");
});

test('a Node that lacks what is needed is known by its number', () => {
  expect(['18.20.4', '20.14.9', '20.15.0', '22.0.0', '24.1.0'].map(isOldNode)).toEqual([true, true, false, false, false]);
});
