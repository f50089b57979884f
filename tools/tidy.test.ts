/** The house rules of CONTRIBUTING.md as tests: names, sizes, opening comments, banned words, documents against catalogues. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { refusals } from '../contract/src/refusals.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(root + path));
const sources = tracked.filter((path) => /\.(ts|tsx)$/.test(path) && !path.endsWith('.gen.ts') && !path.startsWith('tools/canary/'));
const read = (path: string): string => readFileSync(root + path, 'utf8');

const SUFFIXES = new Set([
  'store',
  'routes',
  'jobs',
  'port',
  'client',
  'simulator',
  'suite',
  'webhook',
  'dialog',
  'page',
  'test',
  'e2e',
  'gen',
  'config',
]);
const LONGEST_FILE = 400;
/** Word → what to write instead. Parts are joined so that this file does not name itself. */
const word = (...parts: readonly string[]): string => parts.join('');
const BANNED: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\b(${word('TO', 'DO')}|${word('FIX', 'ME')}|${word('XX', 'X')})\\b`), 'an issue'],
  [new RegExp(`@ts-(${word('ign', 'ore')}|${word('expect-', 'error')}|${word('no', 'check')})`), 'a true type'],
  [new RegExp(`(oxlint|biome|eslint)-(${word('dis', 'able')}|${word('ign', 'ore')})`), 'code that passes'],
  [new RegExp(`${word('registry.', 'npmjs')}|${word('deb.', 'debian')}`), 'a package name'],
  [new RegExp(`\\b(${word('white', 'list')}|${word('black', 'list')})`, 'i'), 'allow list, block list'],
  [new RegExp(`["'\`]/(${word('ro', 'ot')}|${word('ho', 'me')}|${word('wo', 'rk')})/`), 'a path from the project'],
];

describe('files', () => {
  test('are named in kebab-case with a suffix of the closed list', () => {
    const wrong = sources.filter((path) => {
      const name = path.split('/').at(-1) ?? '';
      const [stem = '', ...rest] = name.replace(/\.tsx?$/, '').split('.');
      return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem) || rest.some((suffix) => !SUFFIXES.has(suffix));
    });
    expect(wrong).toEqual([]);
  });

  test('are nowhere called after nothing in particular', () => {
    const vague = new RegExp(`(^|/)(${['util', 'helper', 'common', 'manager', 'service', 'misc', 'shared'].join('|')})s?(\\.|/|$)`);
    expect(sources.filter((path) => vague.test(path))).toEqual([]);
  });

  test(`have at most ${LONGEST_FILE} lines`, () => {
    expect(
      sources.map((path) => `${path} ${read(path).split('\n').length - 1}`).filter((line) => Number(line.split(' ')[1]) > LONGEST_FILE),
    ).toEqual([]);
  });

  test('open with what the room is for', () => {
    expect(sources.filter((path) => !/^(#!.*\n)?\/\*\*/.test(read(path)) && !path.endsWith('.config.ts'))).toEqual([]);
  });

  test('use no banned word', () => {
    const found = tracked
      .filter((path) => /\.(ts|tsx|md|sql|json|mjs|css)$/.test(path) && path !== 'package-lock.json' && path !== 'tools/tidy.test.ts')
      .flatMap((path) =>
        BANNED.filter(([word]) => word.test(read(path))).map(([word, instead]) => `${path}: ${word.source} (write ${instead})`),
      );
    expect(found).toEqual([]);
  });

  test('that are an index are the front door of a domain', () => {
    expect(sources.filter((path) => path.endsWith('/index.ts') && !/^server\/src\/domains\/[a-z]+\/index\.ts$/.test(path))).toEqual([]);
  });

  test('read process.env in config.ts alone', () => {
    const readers = sources.filter(
      (path) => path.startsWith('server/src/') && !/\.(test|suite)\.ts$/.test(path) && read(path).includes('process.env'),
    );
    expect(readers).toEqual(['server/src/config.ts']);
  });
});

describe('documents', () => {
  test('docs/errors.md lists exactly the codes of the catalogue with their status', () => {
    const listed = [...read('docs/errors.md').matchAll(/^\| `([a-z_.]+)` \| (\d{3}) \|/gm)].map(([, code, status]) => `${code} ${status}`);
    expect(listed).toEqual(Object.entries(refusals).map(([code, { status }]) => `${code} ${status}`));
  });

  test('.env.example names exactly the settings that config.ts reads', () => {
    const listed = [...read('.env.example').matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name).toSorted();
    const known = [
      ...new Set([...read('server/src/config.ts').matchAll(/^\s{2,}([A-Z][A-Z0-9_]{2,}):/gm)].map(([, name]) => name)),
    ].toSorted();
    expect(listed).toEqual(known);
  });

  test('every decision has context, decision, cost and a way to notice that it was wrong', () => {
    const decisions = tracked.filter((path) => /^docs\/decisions\/\d{4}-.*\.md$/.test(path));
    expect(decisions.length).toBeGreaterThan(0);
    for (const path of decisions)
      for (const part of ['## Context', '## Decision', '## What it costs', '## How we would notice'])
        expect(read(path), path).toContain(part);
  });

  test('links between documents lead somewhere', () => {
    const broken = tracked
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) => {
        const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
        return [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)]
          .map(([, to = '']) => `${path} -> ${to}`)
          .filter((line) => !existsSync(root + folder + (line.split(' -> ')[1] ?? '')));
      });
    expect(broken).toEqual([]);
  });
});

test('package-lock.json names every optional package, so that npm ci finds it whole on any machine (npm run lock)', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const wanted = Object.values(packages).flatMap((each) => Object.entries(each.optionalDependencies ?? {}));
  expect(wanted.filter(([name, version]) => /^\d/.test(version) && !packages[`node_modules/${name}`]).map(([name]) => name)).toEqual([]);
});
