/** What is handed to the sender of webhooks. Types only. */

export interface WebhookDelivery {
  readonly url: string;
  readonly body: string | Uint8Array;
  /** Headers that prove the body, e.g. `{ 'x-hub-signature-256': 'sha256=…' }`. Called again for the wrong-signature fault. */
  readonly sign: (body: Uint8Array) => Readonly<Record<string, string>>;
  /** Further headers; `content-type: application/json` unless given. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log of the fault panel, e.g. `message` or `payment_link.paid`. */
  readonly label?: string;
  /** First attempts of one key leave one after the other; retries and other keys do not wait. */
  readonly orderKey?: string;
}
