/**
 * The chart of accounts a shop begins with, per country: codes (assets 1, liabilities 2, equity 3, income 4, cost of sales 5, expenses 6)
 * and the names its accountant expects. Data only; a role a country's chart leaves out is opened from the general one when first posted to.
 */
import type { AccountKind, AccountRole } from './account.ts';

export interface ChartAccount {
  readonly role: AccountRole;
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
}

type Names = Readonly<Partial<Record<AccountRole, string>>>;

const GENERAL: readonly (readonly [AccountRole, string, AccountKind, string])[] = [
  ['bank', '1010', 'asset', 'Bank account'],
  ['cash', '1020', 'asset', 'Cash on hand'],
  ['clearing', '1100', 'asset', 'Payment gateway clearing'],
  ['receivable', '1200', 'asset', 'Customers'],
  ['cod_receivable', '1210', 'asset', 'Cash on delivery held by couriers'],
  ['inventory', '1300', 'asset', 'Stock of goods'],
  ['input_tax', '1400', 'asset', 'Input VAT'],
  ['payable', '2010', 'liability', 'Suppliers'],
  ['purchase_clearing', '2020', 'liability', 'Goods received, bill open'],
  ['output_tax', '2100', 'liability', 'Output VAT'],
  ['output_cgst', '2110', 'liability', 'Output CGST'],
  ['output_sgst', '2120', 'liability', 'Output SGST'],
  ['output_igst', '2130', 'liability', 'Output IGST'],
  ['refunds_due', '2200', 'liability', 'Refunds due to customers'],
  ['customer_credit', '2210', 'liability', 'Customer credit'],
  ['opening', '3000', 'equity', 'Opening balances'],
  ['capital', '3100', 'equity', 'Owner’s capital'],
  ['sales', '4000', 'income', 'Sales'],
  ['shipping_income', '4100', 'income', 'Delivery charged to customers'],
  ['discounts', '4200', 'income', 'Discounts given'],
  ['sales_returns', '4300', 'income', 'Sales returns'],
  ['other_income', '4900', 'income', 'Other income'],
  ['cost_of_goods', '5000', 'expense', 'Cost of goods sold'],
  ['stock_adjustment', '5100', 'expense', 'Stock adjustments'],
  ['gateway_fees', '6100', 'expense', 'Payment gateway fees'],
  ['shipping_cost', '6200', 'expense', 'Courier charges'],
  ['other_expense', '6900', 'expense', 'Other expenses'],
  ['rounding', '6990', 'expense', 'Rounding'],
];

const INDIAN_TAXES: readonly AccountRole[] = ['output_cgst', 'output_sgst', 'output_igst'];

const INDIA: Names = {
  clearing: 'Payment gateway settlement account',
  receivable: 'Sundry debtors',
  inventory: 'Stock-in-trade',
  input_tax: 'Input tax credit (GST)',
  payable: 'Sundry creditors',
  shipping_income: 'Freight and delivery charged',
  discounts: 'Discount allowed',
  shipping_cost: 'Freight outward',
  rounding: 'Round off',
};
const NIGERIA: Names = {
  input_tax: 'Input VAT (FIRS)',
  output_tax: 'VAT payable (FIRS)',
  receivable: 'Trade debtors',
  payable: 'Trade creditors',
};
const UNITED_KINGDOM: Names = {
  receivable: 'Trade debtors',
  payable: 'Trade creditors',
  input_tax: 'VAT on purchases',
  output_tax: 'VAT on sales',
};
const UNITED_STATES: Names = {
  bank: 'Checking account',
  receivable: 'Accounts receivable',
  inventory: 'Inventory',
  input_tax: 'Sales tax paid, recoverable',
  payable: 'Accounts payable',
  output_tax: 'Sales tax payable',
  capital: 'Owner’s equity',
  shipping_income: 'Shipping income',
  stock_adjustment: 'Inventory shrinkage and adjustments',
  gateway_fees: 'Merchant processing fees',
  shipping_cost: 'Shipping and freight out',
};
const BRAZIL: Names = {
  bank: 'Bancos conta movimento',
  cash: 'Caixa',
  clearing: 'Valores a receber de meios de pagamento',
  receivable: 'Clientes',
  cod_receivable: 'Pagamento na entrega a repassar por transportadoras',
  inventory: 'Estoque de mercadorias para revenda',
  input_tax: 'Impostos a recuperar',
  payable: 'Fornecedores',
  purchase_clearing: 'Mercadorias recebidas a faturar',
  output_tax: 'Impostos sobre vendas a recolher',
  refunds_due: 'Reembolsos a clientes',
  customer_credit: 'Créditos de clientes',
  opening: 'Saldos de abertura',
  capital: 'Capital social',
  sales: 'Receita de vendas de mercadorias',
  shipping_income: 'Receita de fretes',
  discounts: 'Descontos concedidos',
  sales_returns: 'Devoluções de vendas',
  other_income: 'Outras receitas',
  cost_of_goods: 'Custo das mercadorias vendidas',
  stock_adjustment: 'Ajustes de estoque',
  gateway_fees: 'Tarifas de meios de pagamento',
  shipping_cost: 'Fretes sobre vendas',
  other_expense: 'Outras despesas',
  rounding: 'Arredondamentos',
};

const NAMES: Readonly<Record<string, Names>> = { IN: INDIA, NG: NIGERIA, GB: UNITED_KINGDOM, US: UNITED_STATES, BR: BRAZIL };

/** The accounts a shop of the country begins with. @param country ISO 3166 alpha-2; without a template of its own: the general one with VAT. */
export function chartOf(country: string): readonly ChartAccount[] {
  const unused: readonly AccountRole[] = country === 'IN' ? ['output_tax'] : INDIAN_TAXES;
  return everyAccount(country).filter((each) => !unused.includes(each.role));
}

/** The account of a role as the country would call it, whether its chart begins with it or not. */
export function chartAccount(country: string, role: AccountRole): ChartAccount {
  const found = everyAccount(country).find((each) => each.role === role);
  if (!found) throw new Error(`no account is known for ${role}`);
  return found;
}

function everyAccount(country: string): readonly ChartAccount[] {
  const names = NAMES[country] ?? {};
  return GENERAL.map(([role, code, kind, name]) => ({ role, code, kind, name: names[role] ?? name }));
}
