/** From what a person typed to the API's decimal string: thousands marks go, a comma for the decimals becomes a point. Judges nothing else. */

/** `1,234.50`, `1.234,50` and `1234,5` → `1234.50`, `1234.50`, `1234.5`; what is no number stays as it is, for the server to refuse by name. */
export function typedAmount(text: string): string {
  const bare = text.replace(/[\s\u00a0'’₹$€£¥]/g, '');
  const comma = bare.lastIndexOf(',');
  const point = bare.lastIndexOf('.');
  if (comma < 0) return bare;
  // One comma with one or two digits behind it is a decimal comma; groups of three are thousands.
  const isDecimalComma = comma > point && (point >= 0 || /^[+-]?\d*,\d{1,2}$/.test(bare));
  return isDecimalComma ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
}
