/**
 * LibreOffice as a child of the process apart: a profile of its own that opens nothing a document names, a time limit, and nothing of
 * our environment. What a document asks for beside itself, on the network or on our disk, it must never get.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { names, Unprintable } from './prepared.ts';

export type WordKind = 'docx' | 'doc';

const TIME_MS = 90_000;
const PROFILE = 'profile';

/** By name: left to guess, it would read what only looks like a Word file as something else. */
const FILTERS: Readonly<Record<WordKind, string>> = { docx: 'MS Word 2007 XML', doc: 'MS Word 97' };

/** Path, name, value. */
const SETTINGS: readonly (readonly [string, string, string])[] = [
  ['Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['Writer/Content/Update', 'Link', '2'],
];
/** Where nobody answers: whatever still asks for the network asks there. */
const NOBODY = { host: '127.0.0.1', port: '9' };

/** @param program the path of `soffice`. @throws Unprintable `broken`, `too_heavy` */
export async function officePages(program: string, folder: string, kind: WordKind): Promise<Buffer> {
  // The ending tells it how to read; the name is ours.
  const input = join(folder, `word.${kind}`);
  await rename(join(folder, names.source), input);
  const profile = join(folder, PROFILE);
  await mkdir(join(profile, 'user'), { recursive: true });
  await writeFile(join(profile, 'user', 'registrymodifications.xcu'), settingsFile());
  const own = [`-env:UserInstallation=${pathToFileURL(profile).href}`, ...(await withoutDrawings(program, profile))];
  const args = ['--headless', '--norestore', '--nolockcheck', '--nodefault', ...own];
  const reading = [`--infilter=${FILTERS[kind]}`, '--convert-to', 'pdf:writer_pdf_Export', '--outdir', folder, input];
  const ended = await run(program, [...args, ...reading], folder);
  if (ended === 'time') throw new Unprintable('too_heavy', 'LibreOffice took too long');
  const made = await readFile(join(folder, 'word.pdf')).catch(() => undefined);
  if (!made) throw new Unprintable('broken', `LibreOffice made nothing of it (${ended})`);
  return made;
}

/**
 * SVG drawings are left out, since one of them may name any picture on our disk and no setting forbids it: the list of LibreOffice's
 * parts is given without the one that reads them. Where the list does not lie in its usual place, nothing is changed.
 */
async function withoutDrawings(program: string, profile: string): Promise<readonly string[]> {
  const home = dirname(await realpath(program).catch(() => program));
  const [core, more] = [join(home, 'services.rdb'), join(home, 'services', 'services.rdb')];
  const [hasCore, list] = await Promise.all([readFile(core).catch(() => undefined), readFile(more, 'utf8').catch(() => undefined)]);
  if (!hasCore || list === undefined) return [];
  const fewer = list
    .replace(/<implementation name="svgio::[^>]*>.*?<\/implementation>/gs, '')
    .replace(/<component [^>]*>\s*<\/component>/g, '');
  const own = join(profile, 'services.rdb');
  await writeFile(own, fewer);
  return [`-env:UNO_SERVICES=${pathToFileURL(core).href} ${pathToFileURL(own).href}`];
}

/** The pipe by which it finds its like, which it leaves in the system's folder when it is killed: named by the MD5 of its profile. */
export function officePipe(folder: string): string {
  const digest = createHash('md5')
    .update(Buffer.from(pathToFileURL(join(folder, PROFILE)).href, 'utf16le'))
    .digest();
  const user = process.getuid?.() ?? 0;
  return join('/tmp', `OSL_PIPE_${user}_SingleOfficeIPC_${[...digest].map((byte) => byte.toString(16)).join('')}`);
}

function settingsFile(): string {
  const item = (path: string, name: string, value: string): string =>
    `<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`;
  const proxy = ['HTTP', 'HTTPS', 'FTP'].flatMap((name) => [
    item('Inet/Settings', `ooInet${name}ProxyName`, NOBODY.host),
    item('Inet/Settings', `ooInet${name}ProxyPort`, NOBODY.port),
  ]);
  const own = SETTINGS.map(([path, name, value]) => item(`Office.${path}`, name, value));
  const all = [...own, item('Inet/Settings', 'ooInetProxyType', '2'), ...proxy].join('');
  return `<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">${all}</oor:items>`;
}

function run(program: string, args: readonly string[], folder: string): Promise<number | 'time'> {
  return new Promise((resolve, reject) => {
    const env = { HOME: folder, TMPDIR: folder, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' };
    // It starts further processes: all of them end with the group of the process apart.
    const child = spawn(program, args, { cwd: folder, env, stdio: 'ignore' });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve('time');
    }, TIME_MS);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code ?? -1);
    });
  });
}
