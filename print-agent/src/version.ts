/** The agent's own version, told to the server with each report, and the oldest Node that it runs on. */
import about from '../package.json' with { type: 'json' };

export const version: string = about.version;

export const OLDEST_NODE: string = about.engines.node.replace(/^>=/, '');

/** @param node such as `20.9.0`. */
export function isOldNode(node: string): boolean {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const [oldMajor = 0, oldMinor = 0] = OLDEST_NODE.split('.').map(Number);
  return major < oldMajor || (major === oldMajor && minor < oldMinor);
}
