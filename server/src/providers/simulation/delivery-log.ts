/** What became of the last webhooks, for the fault panel. It must never keep more than it was told to. */

export interface DeliveryRecord {
  readonly id: number;
  /** ISO instant of the hand-over to the sender. */
  readonly at: string;
  readonly url: string;
  readonly label: string;
  readonly body: string;
  outcome: 'waiting' | 'delivered' | 'retrying' | 'failed' | 'given_up' | 'dropped';
  attempts: number;
  /** Of the last attempt; absent where no answer came. */
  status?: number;
  repeated: boolean;
  wrongSignature: boolean;
}

export type DeliveryChange = Partial<Pick<DeliveryRecord, 'outcome' | 'attempts' | 'repeated' | 'wrongSignature'>> & {
  readonly status?: number | undefined;
};

export interface DeliveryLog {
  add(delivery: { readonly url: string; readonly label?: string; readonly body: string | Uint8Array }): DeliveryRecord;
  update(record: DeliveryRecord, change: DeliveryChange): void;
  newestFirst(): readonly DeliveryRecord[];
}

/** Bodies are cut at 4,000 characters. */
export function createDeliveryLog(clock: { now(): Date }, size: number): DeliveryLog {
  let records: DeliveryRecord[] = [];
  let count = 0;
  return {
    add: ({ url, label, body }) => {
      count += 1;
      const text = typeof body === 'string' ? body : new TextDecoder().decode(body.subarray(0, 4_000));
      const record: DeliveryRecord = {
        id: count,
        at: clock.now().toISOString(),
        url,
        label: label ?? 'webhook',
        body: text.slice(0, 4_000),
        outcome: 'waiting',
        attempts: 0,
        repeated: false,
        wrongSignature: false,
      };
      records.push(record);
      if (records.length > size * 2) records = records.slice(-size);
      return record;
    },
    update: (record, change) => {
      const { status, ...rest } = change;
      Object.assign(record, rest);
      if (status !== undefined) record.status = status;
      else if ('status' in change) delete record.status;
    },
    newestFirst: () => records.slice(-size).toReversed(),
  };
}
