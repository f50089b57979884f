/**
 * Our own files in the server's answers, as this browser reaches them: the server writes the whole address for programs elsewhere, and the
 * page may have been opened under another name. Pure; it never touches an address that is not one of our files.
 */

/** Files that the program serves itself: pictures, logos, pages. */
const own = /^https?:\/\/[^/?#\s]+(\/files\/(?:images|logos|print)\/[^\s]+)$/;

/** For `JSON.parse`: fields that hold addresses, whole answers at once. */
export function withOwnAddresses(field: string, value: unknown): unknown {
  if (typeof value !== 'string' || (field !== 'url' && !field.endsWith('_url'))) return value;
  return own.exec(value)?.[1] ?? value;
}

/** Undefined for what is no JSON. */
export function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text, withOwnAddresses);
  } catch {
    return undefined;
  }
}
