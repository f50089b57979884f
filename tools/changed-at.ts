/** When a file, or the newest file of a folder, was last written: how builds know that they are out of date. */
import { readdirSync, statSync } from 'node:fs';

/** Milliseconds; 0 where there is nothing. */
export function changedAt(path: string): number {
  const about = statSync(path, { throwIfNoEntry: false });
  if (about === undefined) return 0;
  if (!about.isDirectory()) return about.mtimeMs;
  return Math.max(about.mtimeMs, ...readdirSync(path).map((name) => changedAt(`${path}/${name}`)));
}
