/** The reader's language and appearance, kept in this browser; the shop's own language until one is chosen. */
import { type ReactNode, useEffect, useState } from 'react';
import { useMaybeMe } from '../session.ts';
import { type Language, languages, ReaderContext } from '../speech/speech.ts';
import { useKept } from './kept.ts';

const LANGUAGE = 'parley.language';
const THEME = 'parley.theme';
export type Theme = 'system' | 'light' | 'dark';

export function useLanguageChoice(): readonly [Language | undefined, (language: Language) => void] {
  const [kept, keep] = useKept(LANGUAGE);
  return [languages.find((each) => each === kept), keep];
}

export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [kept, keep] = useKept(THEME);
  return [kept === 'light' || kept === 'dark' ? kept : 'system', keep];
}

function browserLanguage(): Language {
  for (const tag of navigator.languages) {
    if (tag.toLowerCase().startsWith('pt')) return 'pt-BR';
    const found = languages.find((each) => each === tag.split('-')[0]);
    if (found) return found;
  }
  return 'en';
}

export function ReaderProvider({ children }: { readonly children: ReactNode }) {
  const merchant = useMaybeMe()?.merchant;
  const [chosen] = useLanguageChoice();
  const language = chosen ?? merchant?.language ?? browserLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useThemeOnPage();
  const reader = {
    language,
    country: merchant?.country ?? 'IN',
    currency: merchant?.currency ?? 'INR',
    timeZone: merchant?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

function useThemeOnPage(): void {
  const [theme] = useTheme();
  const [systemDark, setSystemDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const media = matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => setSystemDark(media.matches);
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme === 'system' ? (systemDark ? 'dark' : 'light') : theme;
  }, [theme, systemDark]);
}
