/** How column types become values: bigint as bigint (money), date as 'YYYY-MM-DD' text, numeric as text; never a float for money. */
import pg from 'pg';

const INT8 = 20;
const DATE = 1082;

export const pgTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return (text: string) => BigInt(text);
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;
