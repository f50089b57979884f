/** Text from elsewhere (customers name their files) as one harmless line: no sign of it moves the cursor, turns the line round or colours it. */
const ACTING = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

export function plainText(text: string): string {
  return text.replaceAll(ACTING, ' ').trim();
}
