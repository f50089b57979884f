/** The words of all settings as one book; each subject keeps its own file. */
import { connectionHelpWords } from './connection-help-words.ts';
import { connectionWords } from './connection-words.ts';
import { peopleWords } from './people-words.ts';
import { securityWords } from './security-words.ts';
import { shopWords } from './shop-words.ts';
import { storefrontWords } from './storefront-words.ts';

const wordsIn = <L extends keyof typeof shopWords>(language: L) => ({
  ...shopWords[language],
  ...connectionWords[language],
  ...connectionHelpWords[language],
  ...storefrontWords[language],
  ...peopleWords[language],
  ...securityWords[language],
});

export const settingsWords = {
  en: wordsIn('en'),
  hi: wordsIn('hi'),
  'pt-BR': wordsIn('pt-BR'),
  es: wordsIn('es'),
  fr: wordsIn('fr'),
};
