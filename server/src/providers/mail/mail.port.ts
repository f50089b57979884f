/** What we need of a mail server: hand over one mail. Types only. */
import type { Result } from '@parley/contract/values/result.ts';

export interface Mail {
  /** Ours; the same mail sent again carries it again, so that programs which care show it once. */
  readonly id: string;
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailFailure {
  /** `unavailable`: worth another try later; `refused`: this mail will never be taken. */
  readonly kind: 'unavailable' | 'refused';
  /** For logs; holds no address of the person. */
  readonly detail: string;
}

export interface MailClient {
  send(mail: Mail): Promise<Result<void, MailFailure>>;
}
