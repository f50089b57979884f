/** Takes the next number of a series and writes the document under it: one after another, without a gap, whoever else is issuing. */
import { newId, type OrderId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { insertDocument, lockSeries, type StoredDocument } from './document.store.ts';
import { type DocumentKind, localDay, numberOf, seriesOf } from './document.ts';
import type { DocumentContent } from './document-content.ts';
import type { DocumentId } from './document-id.ts';
import type { Seller } from './seller.ts';

export interface Held {
  /** Writes what `compose` makes of number and day. Any number of times. */
  issue(wanted: {
    readonly orderId: OrderId;
    readonly cause: string;
    readonly returnId?: string;
    readonly compose: (number: string, issuedOn: string) => DocumentContent;
  }): Promise<StoredDocument>;
}

/** From here to the end of the transaction nobody else issues in this series: look again what is there before you issue. */
export async function holdSeries(clock: Clock, tx: Tx, kind: DocumentKind, seller: Pick<Seller, 'country' | 'timeZone'>): Promise<Held> {
  const series = seriesOf(localDay(clock.now(), seller.timeZone), seller.country);
  let last = await lockSeries(tx, kind, series);
  return {
    async issue({ orderId, cause, returnId, compose }) {
      const at = clock.now();
      const day = localDay(at, seller.timeZone);
      last += 1;
      // Where the wait for the lock crossed into a new year, the day stays in the year of its number.
      const issuedOn = seriesOf(day, seller.country) === series ? day : lastDayOf(series, day, seller.country);
      const id = newId<DocumentId>();
      const content = compose(numberOf(kind, series, last), issuedOn);
      return insertDocument(tx, {
        id,
        kind,
        series,
        count: last,
        orderId,
        cause,
        content,
        at,
        ...(returnId === undefined ? {} : { returnId }),
      });
    },
  };
}

/** The newest day before `day` that falls into the series. */
function lastDayOf(series: string, day: string, country: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  for (let back = 0; back < 3; back += 1) {
    at.setUTCDate(at.getUTCDate() - 1);
    const before = at.toISOString().slice(0, 10);
    if (seriesOf(before, country) === series) return before;
  }
  throw new Error(`no day of series ${series} just before ${day}`);
}
