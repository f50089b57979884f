/** Where signing in leads. Pure; it must never lead to another site. */

/** Within the dashboard, whatever was asked for: a path of ours with or without the dashboard's own prefix, else its first page. */
export function addressIn(base: string, to: string | undefined): string {
  if (!to?.startsWith('/') || /^\/[/\\]/.test(to)) return `${base}/`;
  return to === base || to.startsWith(`${base}/`) ? to : `${base}${to}`;
}
