/** Canary: a client that domains must not see. */
export interface Client {
  readonly name: string;
}
