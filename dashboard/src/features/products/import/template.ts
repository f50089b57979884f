/** The file that shows how an import looks: our columns, and three rows that teach. Pure, but for handing it out. */

export const exampleRows: readonly (readonly string[])[] = [
  [
    'product_id',
    'name',
    'price',
    'category',
    'subcategory',
    'sku',
    'stock_quantity',
    'cost_price',
    'option1_name',
    'option1_value',
    'image_url',
  ],
  ['C-1', 'Filter coffee', '350', 'Groceries', 'Coffee', 'COF-250', '40', '210', 'Weight', '250 g', ''],
  ['C-1', 'Filter coffee', '650', 'Groceries', 'Coffee', 'COF-500', '25', '400', 'Weight', '500 g', ''],
  ['S-7', 'Steel tumbler', '120', 'Kitchen', '', 'TUM-1', '60', '70', '', '', 'https://example.com/tumbler.jpg'],
];

export function downloadTemplate(): void {
  const text = exampleRows
    .map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
    .join('\r\n');
  const url = URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'products-template.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
