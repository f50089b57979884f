/**
 * The small frame that every stand-in shares: one Fetch-style entrance, a switchboard of faults, a sender of webhooks, and a place
 * to keep state. A stand-in behaves like the outside service on the wire; it knows nothing of Parley's rooms.
 */

export interface Simulator {
  /**
   * The service's API as its clients call it, e.g. `POST /v25.0/{id}/messages`. Path is relative to the stand-in's own origin.
   * May answer `Response.error()` (type `error`, status 0): whoever serves it must then close the connection without an answer.
   */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Waits until webhooks under way have been delivered or given up; for tests. */
  readonly settled: () => Promise<void>;
  /** Stops timers and open deliveries. */
  readonly close: () => Promise<void>;
}

/** What a person at the fault panel may switch, per service. Probabilities are 0…1. */
export interface Faults {
  /** Extra wait before answering API calls. */
  answerDelayMs: number;
  /** Chance that an API call is answered 500 without effect. */
  refuse500: number;
  /** Chance that an API call takes effect and then answers 500 (or hangs up): the client cannot know. */
  effectThen500: number;
  /** Wait before a webhook is sent. */
  webhookDelayMs: number;
  /** Chance that a webhook is delivered twice. */
  webhookRepeat: number;
  /** Chance that a webhook is held back behind the next one. */
  webhookReorder: number;
  /** Chance that a webhook is never sent. */
  webhookDrop: number;
  /** Chance that a webhook is sent (once more) with a wrong signature before the right one. */
  webhookWrongSignature: number;
}

export const noFaults: Faults = {
  answerDelayMs: 0,
  refuse500: 0,
  effectThen500: 0,
  webhookDelayMs: 0,
  webhookRepeat: 0,
  webhookReorder: 0,
  webhookDrop: 0,
  webhookWrongSignature: 0,
};

/** Where a stand-in keeps its state between starts: one JSON document. Absent in tests (memory only). */
export interface SimulatorState {
  load(): Promise<unknown>;
  /** May coalesce; the last document given is written, whole or not at all. */
  save(document: unknown): void;
  flush(): Promise<void>;
}

export interface SimulatorOptions {
  readonly clock: { now(): Date };
  /** 0 ≤ n < 1, seeded in tests. */
  readonly random: () => number;
  readonly state?: SimulatorState;
  /** Sends webhooks; tests may pass their own to reach an app without a port. */
  readonly fetch?: typeof fetch;
  readonly faults?: Partial<Faults>;
}
