/** Spellings of one mobile number: numbering plans grew digits that WhatsApp's ids do not always carry. Pure. It never guesses across people: fixed lines stay apart. */

/** Digits only; undefined when nothing that could be a number is left. */
export function phoneDigits(text: string | undefined): string | undefined {
  const digits = text?.replace(/\D/g, '').replace(/^00/, '') ?? '';
  return digits.length >= 5 && digits.length <= 20 ? digits : undefined;
}

/** The other spelling of the same line (Brazil's ninth digit, Mexico's 1, Argentina's 9); undefined where there is none. */
export function otherSpelling(digits: string): string | undefined {
  return brazil(digits) ?? optionalDigit(digits, '52', '1') ?? optionalDigit(digits, '54', '9');
}

/** All spellings, the given one first. */
export function spellingsOf(digits: string): readonly string[] {
  const other = otherSpelling(digits);
  return other === undefined ? [digits] : [digits, other];
}

/** 55, two digits of area, then 9 and eight digits. Eight digits that begin with 2…5 are a fixed line, which never had a 9. */
function brazil(digits: string): string | undefined {
  const long = /^(55\d\d)9([016-9]\d{7})$/.exec(digits);
  if (long) return `${long[1]}${long[2]}`;
  const short = /^(55\d\d)([016-9]\d{7})$/.exec(digits);
  return short ? `${short[1]}9${short[2]}` : undefined;
}

/** Ten national digits, with or without one digit between country code and number. */
function optionalDigit(digits: string, country: string, digit: string): string | undefined {
  if (!digits.startsWith(country)) return undefined;
  const rest = digits.slice(country.length);
  if (rest.length === 11 && rest.startsWith(digit)) return `${country}${rest.slice(1)}`;
  return rest.length === 10 ? `${country}${digit}${rest}` : undefined;
}
