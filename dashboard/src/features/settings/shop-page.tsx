/** The shop itself: how it is called and reached, its language and hours' zone, its taxes. */
import { managing } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { patch } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { languageNames, languages, useWords } from '../../speech/speech.ts';
import { FindChoice } from '../../ui/find-choice.tsx';
import { Choice, Form, Submit, TextBox, Toggle } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { type Merchant, merchantQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';
import { zoneLabel, zoneNames } from './time-zones.ts';

export function ShopPage() {
  const say = useWords(settingsWords);
  const merchant = useQuery(merchantQuery);
  return (
    <Page title={say('shop')} about={say('shop_about')}>
      <Loaded query={merchant}>{(data) => <ShopForm merchant={data} />}</Loaded>
    </Page>
  );
}

export function ShopForm({ merchant, onSaved }: { readonly merchant: Merchant; readonly onSaved?: () => void }) {
  const say = useWords(settingsWords);
  const may = mayDo(useMe(), managing);
  const save = useAct(
    {
      send: (change: unknown) => patch('/merchant', change),
      touches: [['settings'], ['me']],
      done: () => {
        tellDone(say('saved'));
        onSaved?.();
      },
    },
    true,
  );
  return (
    <Form
      problems={save.problems}
      failure={save.failure}
      onSend={({ tax_region: region = '', tax_number: number = '', default_rate: rate = '', prices_include_tax: included, ...values }) =>
        save.run({
          ...values,
          prices_include_tax: included === 'true',
          tax_region: region === '' ? null : region,
          tax_number: number === '' ? null : number,
          settings: { tax: { default_rate: rate === '' ? '0' : rate } },
        })
      }
    >
      <Panel title={say('about_shop')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextBox
            name="name"
            label={say('name')}
            initial={merchant.name}
            required
            disabled={!may}
            maxLength={120}
            className="sm:col-span-2"
          />
          <TextBox name="phone" type="tel" label={say('phone')} initial={merchant.phone ?? ''} disabled={!may} autoComplete="tel" />
          <TextBox
            name="whatsapp_number"
            type="tel"
            label={say('whatsapp_number')}
            initial={merchant.whatsapp_number ?? ''}
            disabled={!may}
            autoComplete="tel"
          />
          <Choice
            name="language"
            label={say('language')}
            hint={say('language_hint')}
            initial={merchant.language}
            disabled={!may}
            options={languages.map((id) => ({ id, label: languageNames[id] }))}
          />
          <FindChoice
            name="timezone"
            label={say('timezone')}
            initial={merchant.timezone}
            disabled={!may}
            options={zoneNames(merchant.timezone).map((id) => ({ id, label: zoneLabel(id) }))}
          />
        </div>
      </Panel>
      <Panel title={say('taxes')} about={say('currency_is', { currency: merchant.currency, country: merchant.country })}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextBox
            name="default_rate"
            label={say('tax_rate')}
            hint={say('tax_rate_hint')}
            initial={merchant.settings.tax.default_rate}
            inputMode="decimal"
            disabled={!may}
          />
          <TextBox name="tax_number" label={say('tax_number')} initial={merchant.tax_number ?? ''} disabled={!may} autoComplete="off" />
          <TextBox
            name="tax_region"
            label={say('tax_region')}
            hint={say('tax_region_hint')}
            initial={merchant.tax_region ?? ''}
            disabled={!may}
          />
          <div className="self-center">
            <Toggle name="prices_include_tax" label={say('prices_include_tax')} initial={merchant.prices_include_tax} disabled={!may} />
          </div>
        </div>
      </Panel>
      {may && (
        <div>
          <Submit busy={save.busy}>{say('save')}</Submit>
        </div>
      )}
    </Form>
  );
}
