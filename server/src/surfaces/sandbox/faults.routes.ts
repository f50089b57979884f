/** The fault panel: what goes wrong between the stand-ins and the product, switched while it runs, and what became of the last webhooks. */
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { html, sendHtml } from '../../foundation/html/html.ts';
import { RefusalError } from '../../foundation/http/refusal-error.ts';
import type { DeliveryRecord } from '../../providers/simulation/delivery-log.ts';
import type { FaultSwitch } from '../../providers/simulation/fault-switch.ts';
import type { Faults } from '../../providers/simulation/simulator.port.ts';
import { benchPage } from './layout.page.ts';
import type { SandboxAssets } from './sandbox-assets.ts';

/** One stand-in as the panel and the front page see it. */
export interface SandboxService {
  /** As in its address: `whatsapp`. */
  readonly name: string;
  readonly title: string;
  /** What it stands in for, in a few words. */
  readonly about: string;
  readonly faults: FaultSwitch;
  readonly deliveries: () => readonly DeliveryRecord[];
}

export interface FaultPanelDeps {
  readonly assets: SandboxAssets;
  readonly services: readonly SandboxService[];
}

const open = { config: { access: 'public' as const } };
const chance = z.number().min(0).max(1).optional();
const wait = z.number().min(0).max(60_000).optional();
const change = z.strictObject({
  answerDelayMs: wait,
  refuse500: chance,
  effectThen500: chance,
  webhookDelayMs: wait,
  webhookRepeat: chance,
  webhookReorder: chance,
  webhookDrop: chance,
  webhookWrongSignature: chance,
});
const LOG_LENGTH = 60;

/** Fastify plugin: `/sandbox/faults` and its small API. */
export function faultPanel({ assets, services }: FaultPanelDeps): FastifyPluginAsync {
  return async (scope) => {
    const app = scope.withTypeProvider<ZodTypeProvider>();
    app.get('/sandbox/faults', open, (_request, reply) => sendHtml(reply, faultsPage(assets, services)));
    app.get('/sandbox/faults/api', open, (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return { services: services.map(stateOf), deliveries: newestOf(services) };
    });
    app.put('/sandbox/faults/api/:name', { ...open, schema: { params: z.object({ name: z.string() }), body: change } }, (request) => {
      const service = services.find((each) => each.name === request.params.name);
      if (!service) throw new RefusalError({ code: 'request.not_found' });
      const wanted = Object.entries(request.body).filter(([, value]) => value !== undefined);
      service.faults.set(Object.fromEntries(wanted) as Partial<Faults>);
      return { service: stateOf(service) };
    });
  };
}

function stateOf({ name, title, about, faults }: SandboxService) {
  return { name, title, about, faults: faults.get() };
}

function newestOf(services: readonly SandboxService[]) {
  return services
    .flatMap(({ name, deliveries }) =>
      deliveries()
        .slice(0, LOG_LENGTH)
        .map(({ url, ...rest }) => ({ service: name, path: new URL(url, 'http://local').pathname, ...rest })),
    )
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .slice(0, LOG_LENGTH);
}

function faultsPage(assets: SandboxAssets, services: readonly SandboxService[]) {
  return benchPage({
    assets,
    here: 'faults',
    title: 'Faults',
    script: 'faults',
    styles: ['panels.css'],
    boot: { services: services.map(stateOf) },
    body: html`<header class="page-head"><div><h1>Faults</h1>
<p class="quiet">Outside services are slow, repeat themselves and lose things. Switch it on here and watch the shop hold.</p></div>
<div class="presets" id="presets" role="group" aria-label="All services at once"></div></header>
<div class="fault-cards" id="cards"></div>
<section class="log-card"><header><h2>Webhooks</h2><p class="quiet" id="tally" role="status"></p></header>
<div class="table-hold"><table><thead><tr><th>Time</th><th>From</th><th>What</th><th>Outcome</th><th class="number">Answer</th><th class="number">Tries</th></tr></thead><tbody id="log"></tbody></table></div>
<p class="empty" id="empty">Nothing has been sent yet. <a href="/sandbox/phone">Write a message on the phone</a> and its webhook shows here.</p></section>`,
  });
}
