/** Every country's chart holds one account a role under a code of its own, and says the names its accountant expects. */
import { describe, expect, it } from 'vitest';
import { chartAccount, chartOf } from './chart.ts';

const countries = ['IN', 'NG', 'BR', 'GB', 'US', 'DE', 'FR', 'ZZ'];
const nameOf = (country: string, role: Parameters<typeof chartAccount>[1]) => chartAccount(country, role).name;

describe.each(countries)('%s', (country) => {
  it('has no role and no code twice, and codes that sort by kind', () => {
    const chart = chartOf(country);
    for (const of of [chart.map((each) => each.role), chart.map((each) => each.code)]) expect(new Set(of).size).toBe(of.length);
    const kinds = new Map([
      ['1', 'asset'],
      ['2', 'liability'],
      ['3', 'equity'],
      ['4', 'income'],
      ['5', 'expense'],
      ['6', 'expense'],
    ]);
    for (const each of chart) expect(each.kind, each.code).toBe(kinds.get(each.code.charAt(0)));
  });
});

it('India counts central, state and integrated tax apart, the others one tax', () => {
  const taxes = (country: string) => chartOf(country).flatMap((each) => (each.role.startsWith('output_') ? [each.role] : []));
  expect(taxes('IN')).toEqual(['output_cgst', 'output_sgst', 'output_igst']);
  for (const country of ['NG', 'BR', 'GB', 'US', 'DE']) expect(taxes(country)).toEqual(['output_tax']);
});

it('says what accountants of the country say', () => {
  expect([
    nameOf('IN', 'receivable'),
    nameOf('BR', 'inventory'),
    nameOf('US', 'output_tax'),
    nameOf('NG', 'output_tax'),
    nameOf('DE', 'output_tax'),
  ]).toEqual(['Sundry debtors', 'Estoque de mercadorias para revenda', 'Sales tax payable', 'VAT payable (FIRS)', 'Output VAT']);
});
