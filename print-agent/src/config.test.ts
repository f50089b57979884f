/** The settings file: what people may write, and what they are told when it is wrong. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigProblem, parseConfig, readConfig, userFolder, writeConfig } from './config.ts';

const least = { backend_url: 'https://shop.example/', api_key: 'k', printer_name: 'Front desk', printer_kind: 'cups' };

function problemOf(raw: unknown): string {
  try {
    parseConfig(typeof raw === 'string' ? raw : JSON.stringify(raw), '/somewhere/config.json');
  } catch (error) {
    if (error instanceof ConfigProblem) return error.message;
    throw error;
  }
  return 'no problem';
}

describe('the settings', () => {
  test('need an address, a key and a printer, and nothing else', () => {
    const config = parseConfig(JSON.stringify(least), '/somewhere/config.json');
    expect(config).toMatchObject({ backend_url: 'https://shop.example', poll_timeout: 25 });
    expect(config.lanes).toEqual([{ name: 'Front desk', kind: 'cups', systemName: 'Front desk', folder: undefined }]);
  });

  test('may name several printers with the names that the system knows them by', () => {
    const printers = [
      { name: 'Colour', system_name: 'HP_9020' },
      { name: 'Tray', kind: 'folder', folder: 'tray' },
    ];
    const config = parseConfig(JSON.stringify({ ...least, printers }), join(tmpdir(), 'config.json'));
    expect(config.lanes.map(({ name, kind, systemName, folder }) => [name, kind, systemName, folder])).toEqual([
      ['Colour', 'cups', 'HP_9020', undefined],
      ['Tray', 'folder', 'Tray', join(tmpdir(), 'tray')],
    ]);
  });

  test('that are wrong are told by file, field and reason', () => {
    expect(problemOf('{ "backend_url": ')).toContain('is not JSON');
    expect(problemOf({ ...least, backend_url: 'shop.example' })).toMatch(/backend_url: must be an address/);
    for (const url of ['https://me:pw@shop.example', 'https://shop.example/?a=1', 'https://shop.example/#print', 'ftp://shop.example'])
      expect([url, problemOf({ ...least, backend_url: url })]).toEqual([url, expect.stringContaining('backend_url: must be')]);
    expect(problemOf({ ...least, backend_url: 'https://shop.example/parley/' })).toBe('no problem');
    expect(problemOf({ ...least, api_key: undefined })).toMatch(/api_key: is missing: pair/);
    expect(problemOf({ ...least, poll_timeout: 'long' })).toContain('poll_timeout');
    expect(problemOf({ ...least, printer: 'x' })).toContain('printer');
    expect(problemOf({ ...least, printer_kind: 'folder' })).toContain('folder: say where');
    expect(problemOf({ ...least, printers: [{ name: 'A' }, { name: 'a' }] })).toContain('named twice');
    expect(() => readConfig(join(tmpdir(), 'parley-nowhere.json'))).toThrow(/Pair this computer first/);
  });

  test('are written for this user alone and read back', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-config-'));
    const path = join(folder, 'inner', 'config.json');
    try {
      writeConfig(path, least);
      expect(readConfig(path)).toMatchObject({ printer_name: 'Front desk', stateFolder: join(folder, 'inner', 'state') });
      if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('lie where each system keeps such things', () => {
    expect(userFolder('win32', { APPDATA: 'C:\\Users\\a\\AppData\\Roaming' })).toContain('Parley Print Agent');
    expect(userFolder('darwin', {})).toContain('Library');
    expect(userFolder('linux', { XDG_CONFIG_HOME: '/x' })).toBe(join('/x', 'parley-print-agent'));
  });
});
