/** What changes in a shop are about, as the first word of their actions says. Pure. */

export const auditSubjects = [
  'order',
  'refund',
  'return',
  'product',
  'products',
  'variant',
  'stock',
  'location',
  'contact',
  'account',
  'journal',
  'period',
  'statement',
  'books',
  'merchant',
  'storefront',
  'connection',
  'staff',
  'session',
  'api_key',
  'job',
] as const;
export type AuditSubject = (typeof auditSubjects)[number];

/** `staff.role_changed` → staff and role_changed; a subject that is new here is undefined. */
export function partsOfAction(action: string): { readonly subject: AuditSubject | undefined; readonly verb: string } {
  const [first = '', ...rest] = action.split('.');
  return { subject: auditSubjects.find((each) => each === first), verb: rest.join('.') };
}
