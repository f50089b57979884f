/** From what a service said when it refused to what usually helps. Pure; it only reads words, so it may find nothing. */
import type { ConnectionKind } from '@parley/contract/api/connections.ts';

/** Named like the words `advice_…`. */
export type Advice = 'token' | 'permission' | 'number' | 'limits' | 'keys' | 'login';

const whatsapp: readonly (readonly [RegExp, Advice])[] = [
  [/access token|session has expired|oauth|\b190\b/i, 'token'],
  [/permission|not authori[sz]ed|\(#(?:3|10|2\d\d)\)/i, 'permission'],
  [/does not exist|unsupported (?:get|post) request|missing permissions|cannot be loaded|phone.?number.?id|unknown path/i, 'number'],
  [/restricted|blocked|locked|policy|payment issue/i, 'limits'],
];

export function adviceFor(kind: ConnectionKind, why: string): Advice | undefined {
  if (kind === 'whatsapp') return whatsapp.find(([said]) => said.test(why))?.[1];
  if (!/auth|invalid|key|credential|password|login|unauthori[sz]ed|forbidden|401|403/i.test(why)) return undefined;
  return kind === 'shiprocket' ? 'login' : 'keys';
}
