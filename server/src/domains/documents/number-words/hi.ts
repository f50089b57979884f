/** Whole numbers in Hindi words: every number below a hundred has a word of its own, above stand सौ, हज़ार, लाख and करोड़. Pure. */

const BELOW_HUNDRED = [
  'शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस',
  'चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस',
  'इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन',
  'सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर',
  'पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे',
  'इक्यानवे बानवे तिरानवे चौरानवे पंचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे',
].flatMap((line) => line.split(' '));

/** `hindiNumber(100_000n)` → `एक लाख`. */
export function hindiNumber(whole: bigint): string {
  if (whole < 100n) return BELOW_HUNDRED[Number(whole)] ?? '';
  const parts: readonly (readonly [bigint, string])[] = [
    [whole / 10_000_000n, 'करोड़'],
    [(whole / 100_000n) % 100n, 'लाख'],
    [(whole / 1_000n) % 100n, 'हज़ार'],
    [(whole / 100n) % 10n, 'सौ'],
    [whole % 100n, ''],
  ];
  return parts
    .filter(([count]) => count > 0n)
    .map(([count, scale]) => `${hindiNumber(count)} ${scale}`.trim())
    .join(' ');
}
