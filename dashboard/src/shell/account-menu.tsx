/** The signed-in person: who and in which role, language, appearance, the shop window, the way out. */
import { Dropdown, Header, Separator } from '@heroui/react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../api.ts';
import { useMe } from '../session.ts';
import { type Language, languageNames, languages, useReader, useWords } from '../speech/speech.ts';
import { type Theme, useLanguageChoice, useTheme } from './reader.tsx';
import { shellWords } from './shell-words.ts';

interface AccountMenuProps {
  readonly placement: 'top start' | 'bottom end';
  readonly compact?: boolean;
}

export function AccountMenu({ placement, compact = false }: AccountMenuProps) {
  const me = useMe();
  const say = useWords(shellWords);
  const { language } = useReader();
  const [, setLanguage] = useLanguageChoice();
  const [theme, setTheme] = useTheme();
  const client = useQueryClient();
  const navigate = useNavigate();
  const signOut = async (): Promise<void> => {
    await post('/auth/logout', {}).catch(() => undefined);
    await navigate({ to: '/sign-in', search: {} });
    client.clear();
  };
  const act = (key: string): void => {
    if (key === 'out') void signOut();
    if (key === 'shop') window.open(`/${me.merchant.slug}`, '_blank', 'noopener');
    if (key.startsWith('language:')) setLanguage(key.slice('language:'.length) as Language);
    if (key.startsWith('theme:')) setTheme(key.slice('theme:'.length) as Theme);
  };
  const initials = (
    <span aria-hidden="true" className="grid size-8 shrink-0 place-items-center rounded-full bg-leaf-soft text-xs font-semibold text-leaf">
      {me.name
        .split(/\s+/)
        .slice(0, 2)
        .map((part) => part.slice(0, 1))
        .join('')
        .toUpperCase()}
    </span>
  );
  return (
    <Dropdown>
      <Dropdown.Trigger className="flex min-w-0 cursor-pointer items-center gap-2 rounded-lg p-1 text-left hover:bg-surface/60">
        {/* Beside what is seen, so that both are the button's name. */}
        <span className="sr-only">{say('account', { name: me.name })}</span>
        {initials}
        {!compact && (
          <span className="min-w-0">
            <span className="block truncate text-sm font-medium">{me.name}</span>
            <span className="block truncate text-xs text-ink-2">{say(`role_${me.role}`)}</span>
          </span>
        )}
      </Dropdown.Trigger>
      <Dropdown.Popover placement={placement} className="max-h-[80dvh] min-w-52">
        <Dropdown.Menu aria-label={say('account', { name: me.name })} onAction={(key) => act(String(key))}>
          <Dropdown.Item id="shop" textValue={say('shop_window')}>
            {say('shop_window')}
          </Dropdown.Item>
          <Dropdown.Section selectionMode="single" selectedKeys={[`language:${language}`]} disallowEmptySelection>
            <Header className="px-2 pt-2 pb-1 text-xs text-ink-2">{say('language')}</Header>
            {languages.map((each) => (
              <Dropdown.Item key={each} id={`language:${each}`} textValue={languageNames[each]}>
                <Dropdown.ItemIndicator />
                <span lang={each}>{languageNames[each]}</span>
              </Dropdown.Item>
            ))}
          </Dropdown.Section>
          <Dropdown.Section selectionMode="single" selectedKeys={[`theme:${theme}`]} disallowEmptySelection>
            <Header className="px-2 pt-2 pb-1 text-xs text-ink-2">{say('theme')}</Header>
            {(['system', 'light', 'dark'] as const).map((each) => (
              <Dropdown.Item key={each} id={`theme:${each}`} textValue={say(`theme_${each}`)}>
                <Dropdown.ItemIndicator />
                {say(`theme_${each}`)}
              </Dropdown.Item>
            ))}
          </Dropdown.Section>
          <Separator className="my-1" />
          <Dropdown.Item id="out" textValue={say('sign_out')}>
            {say('sign_out')}
          </Dropdown.Item>
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
