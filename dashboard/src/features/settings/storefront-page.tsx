/** How the shop looks on the web: logo, colours, texts, a host of its own, and the links to share. */

import { managing } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { patch, post, put, remove } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { OutsideButton } from '../../ui/link-button.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { ColourBox } from './colour-box.tsx';
import { CopyLine } from './copy-line.tsx';
import { type Storefront, storefrontQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';
import { SharePanel } from './share-panel.tsx';

export function StorefrontPage() {
  const say = useWords(settingsWords);
  const storefront = useQuery(storefrontQuery);
  const may = mayDo(useMe(), managing);
  return (
    <Page
      title={say('storefront')}
      about={say('storefront_about')}
      actions={
        storefront.data && (
          <OutsideButton href={storefront.data.url} target="_blank" rel="noopener">
            {say('look')}
          </OutsideButton>
        )
      }
    >
      <Loaded query={storefront}>
        {(data) => (
          <div className="flex flex-col gap-4">
            <SharePanel />
            {may && <Logo storefront={data} />}
            <Look storefront={data} may={may} />
            {may && <OwnHost storefront={data} />}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

const touches = [['settings', 'storefront']] as const;

function Logo({ storefront }: { readonly storefront: Storefront }) {
  const say = useWords(settingsWords);
  const upload = useAct({
    send: (file: File) => {
      const form = new FormData();
      form.set('file', file);
      return post('/storefront/logo', form);
    },
    touches,
    done: () => tellDone(say('saved')),
  });
  const drop = useAct({ send: () => remove('/storefront/logo'), touches });
  return (
    <Panel
      title={say('logo')}
      actions={
        storefront.logo_url && (
          <Button size="sm" variant="tertiary" isPending={drop.busy} onPress={() => drop.run()}>
            {say('remove')}
          </Button>
        )
      }
    >
      <div className="flex flex-wrap items-center gap-4">
        {storefront.logo_url && (
          <img src={storefront.logo_url} alt={say('logo')} className="h-16 max-w-48 rounded-lg bg-sunken object-contain p-2" />
        )}
        <div className="min-w-60 grow">
          <FileDrop
            title={say('logo_drop')}
            choose={say('choose_file')}
            accept={['image/*']}
            compact
            disabled={upload.busy}
            onFiles={([file]) => file && upload.run(file)}
          />
        </div>
      </div>
    </Panel>
  );
}

const texts = ['about', 'contact', 'shipping_policy', 'returns_policy', 'privacy_policy', 'terms'] as const;

function Look({ storefront, may }: { readonly storefront: Storefront; readonly may: boolean }) {
  const say = useWords(settingsWords);
  const save = useAct({ send: (change: unknown) => patch('/storefront', change), touches, done: () => tellDone(say('saved')) }, true);
  return (
    <Form
      problems={save.problems}
      failure={save.failure}
      onSend={({ accent_color: accent, ...values }) =>
        save.run({ ...values, accent_color: accent === '' || accent === undefined ? null : accent })
      }
    >
      <Panel title={say('look_title')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <ColourBox name="primary_color" label={say('primary_color')} initial={storefront.primary_color} disabled={!may} />
          <ColourBox
            name="accent_color"
            label={say('accent_color')}
            initial={storefront.accent_color ?? storefront.primary_color}
            disabled={!may}
          />
          <TextBox
            name="tagline"
            label={say('tagline')}
            initial={storefront.tagline}
            maxLength={120}
            disabled={!may}
            className="sm:col-span-2"
          />
          <TextBox
            name="announcement"
            label={say('announcement')}
            hint={say('announcement_hint')}
            initial={storefront.announcement}
            maxLength={160}
            disabled={!may}
            className="sm:col-span-2"
          />
          {texts.map((name) => (
            <TextBox
              key={name}
              name={name}
              label={say(`text_${name}`)}
              initial={storefront[name]}
              rows={3}
              disabled={!may}
              className="sm:col-span-2"
            />
          ))}
        </div>
        {may && (
          <div className="mt-4">
            <Submit busy={save.busy}>{say('save')}</Submit>
          </div>
        )}
      </Panel>
    </Form>
  );
}

function OwnHost({ storefront: { domain } }: { readonly storefront: Storefront }) {
  const say = useWords(settingsWords);
  const claim = useAct({ send: (host: string) => put('/storefront/domain', { host }), touches }, true);
  const check = useAct({ send: () => post('/storefront/domain/check', {}), touches, done: () => tellDone(say('checking')) });
  const drop = useAct({ send: () => remove('/storefront/domain'), touches });
  if (domain === null) {
    return (
      <Panel title={say('own_host')} about={say('own_host_about')}>
        <Form
          problems={claim.problems}
          failure={claim.failure}
          onSend={({ host = '' }) => claim.run(host)}
          className="flex flex-wrap items-start gap-3"
        >
          <TextBox
            name="host"
            label={say('host')}
            placeholder="shop.example.com"
            required
            inputMode="url"
            autoComplete="off"
            className="max-w-sm grow"
          />
          <div className="sm:mt-6">
            <Submit busy={claim.busy}>{say('claim')}</Submit>
          </div>
        </Form>
      </Panel>
    );
  }
  const tone = domain.state === 'verified' ? 'good' : domain.state === 'failing' ? 'bad' : 'attention';
  return (
    <Panel title={say('own_host')} about={domain.host} actions={<StatusChip tone={tone}>{say(`host_${domain.state}`)}</StatusChip>}>
      <div className="flex flex-col gap-3">
        {domain.failure && <p className="text-brick">{domain.failure}</p>}
        {domain.state !== 'verified' && (
          <>
            <p className="text-ink-2">{say('proof')}</p>
            <CopyLine label={`TXT ${domain.proof.txt.name}`} text={domain.proof.txt.value} />
            {domain.proof.cname && <CopyLine label={`CNAME ${domain.proof.cname.name}`} text={domain.proof.cname.value} />}
            <CopyLine label={domain.proof.file.url} text={domain.proof.file.content} />
          </>
        )}
        <div className="flex flex-wrap gap-2">
          <Button variant="secondary" isPending={check.busy} onPress={() => check.run()}>
            {say('check_again')}
          </Button>
          <Button variant="tertiary" isPending={drop.busy} onPress={() => drop.run()}>
            {say('remove')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
