/** How column types become values: bigint as bigint (money), date as 'YYYY-MM-DD' text, numeric as text; never a float for money. */
import { TypeOverrides } from 'pg';

const INT8 = 20;
const DATE = 1082;

/** A registry of our own, so that nothing global changes. */
export const pgTypes = new TypeOverrides();
pgTypes.setTypeParser(INT8, (text: string) => BigInt(text));
pgTypes.setTypeParser(DATE, (text: string) => text);
