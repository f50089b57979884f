/** The shop's addresses with a QR code each, to copy, to print, to post. */
import { useQuery } from '@tanstack/react-query';
import { addressOf } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { OutsideButton } from '../../ui/link-button.tsx';
import { Panel } from '../../ui/page.tsx';
import { CopyLine } from './copy-line.tsx';
import { shareQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

export function SharePanel() {
  const say = useWords(settingsWords);
  const { data } = useQuery(shareQuery);
  if (!data) return null;
  const links = [
    { target: 'chat', label: say('chat_link'), url: data.chat_url },
    { target: 'shop', label: say('shop_link'), url: data.shop_url },
  ] as const;
  return (
    <Panel title={say('share')} about={say('share_about')}>
      <div className="grid gap-6 lg:grid-cols-2">
        {links.map(({ target, label, url }) =>
          url === null ? null : (
            <div key={target} className="flex min-w-0 flex-col gap-3">
              <CopyLine label={label} text={url} />
              <div className="flex items-end gap-3">
                <img
                  src={addressOf(`/storefront/share/${target}.png`)}
                  alt={say('qr_of', { what: label })}
                  width={144}
                  height={144}
                  className="rounded-lg border border-line bg-white"
                />
                <OutsideButton href={addressOf(`/storefront/share/${target}.png`)} download={`${target}.png`} size="sm">
                  {say('download')}
                </OutsideButton>
              </div>
            </div>
          ),
        )}
      </div>
    </Panel>
  );
}
