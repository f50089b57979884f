/** How this program was started, so that the next command it tells works as it stands. Pure. */
export interface Started {
  /** Through npx, whose folder is not kept for ever · as the one file · from the sources of the repository. */
  readonly by: 'npx' | 'file' | 'sources';
  /** The program itself. */
  readonly file: string;
}

export function howStarted(file: string): Started {
  if (file.endsWith('.ts')) return { by: 'sources', file };
  return { by: /[\\/]_npx[\\/]/.test(file) ? 'npx' : 'file', file };
}

/** What is typed before `run`, in the shells of this system. */
export function commandOf({ by, file }: Started, backendUrl: string, platform: NodeJS.Platform = process.platform): string {
  if (by === 'sources') return 'npx parley-print-agent';
  if (by === 'file') return `node ${quoted(file, platform)}`;
  return `${platform === 'win32' ? 'npx.cmd' : 'npx'} --yes ${backendUrl}/print-agent.tgz`;
}

/** As one word of the shell. */
export function quoted(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w./\\:@+-]+$/.test(word) && (platform === 'win32' || !word.includes('\\'))) return word;
  return platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
