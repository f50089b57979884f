/** The menu, greetings, the language, offers on and off, a person, and what is said when nothing was understood. Sells nothing. */
import { bare, defineDialog, type Reply, type Scene } from '../dialog.ts';
import { type Language, readLanguage } from '../phrases/languages.ts';
import { voiceOf } from '../phrases/voice.ts';
import { helloScreen, humanCalledScreen, languageScreen, menuScreen, shopName, waysOn } from '../screens/menu-screens.ts';

export type MenuIntent =
  | { readonly do: 'menu' | 'language' | 'human' | 'stop' | 'start' | 'stale' | 'failed' }
  | { readonly do: 'hello'; readonly greeting?: Language }
  | { readonly do: 'speak'; readonly language: Language }
  | { readonly do: 'unclear'; readonly why: 'text' | 'media' | 'other' };

export const menuDialog = defineDialog<MenuIntent>({
  name: 'menu',
  version: 1,
  ids: {
    menu: bare('menu', 'the menu; brings the bot back after a person was asked for', { do: 'menu' }),
    language: {
      form: 'language[:<code>]',
      means: 'speak this language from now on (en, hi, pt-BR, es, fr); without a code the list of languages',
      read(args) {
        if (args.length === 0) return { do: 'language' };
        const language = args.length === 1 ? readLanguage(args[0]) : undefined;
        return language && { do: 'speak', language };
      },
    },
    human: bare('human', 'ask for a person', { do: 'human' }),
    stop: bare('stop', 'no offers any more; messages about orders still come', { do: 'stop' }),
    start: bare('start', 'offers again', { do: 'start' }),
  },
  act,
});

async function act(scene: Scene, intent: MenuIntent): Promise<Reply<never>> {
  const { shop, voice } = scene;
  switch (intent.do) {
    case 'menu':
      return { screen: [menuScreen(voice, voice.say('menu.body'), shop.prints)] };
    case 'stale':
      return { screen: [menuScreen(voice, voice.say('menu.stale'), shop.prints)] };
    case 'failed':
      return { screen: [waysOn(voice, voice.say('unclear.failed'))] };
    case 'hello':
      return greet(scene, intent.greeting);
    case 'language':
      return { screen: [languageScreen(voice)] };
    case 'speak':
      return speak(scene, intent.language);
    case 'human':
      return callHuman(scene);
    case 'stop':
      return stopOffers(scene);
    case 'start':
      return startOffers(scene);
    default:
      return { screen: [waysOn(voice, voice.say(`unclear.${intent.why}`))], next: 'same', unclear: true };
  }
}

/** Who greets in a language and has chosen none is answered in it. */
async function greet(scene: Scene, greeting: Language | undefined): Promise<Reply<never>> {
  const { customer, deps, shop, tx } = scene;
  const changed = greeting !== undefined && customer.language === undefined && greeting !== scene.voice.language ? greeting : undefined;
  if (changed === undefined) return { screen: [helloScreen(scene.voice, shop.name, customer.name, shop.prints)] };
  await deps.customers.setLanguage(tx, customer.id, changed);
  const voice = voiceOf({ language: changed, country: shop.country, timeZone: shop.timeZone });
  return { screen: [helloScreen(voice, shop.name, customer.name, shop.prints)], language: changed };
}

async function speak(scene: Scene, language: Language): Promise<Reply<never>> {
  const { shop } = scene;
  await scene.deps.customers.setLanguage(scene.tx, scene.customer.id, language);
  const voice = voiceOf({ language, country: shop.country, timeZone: shop.timeZone });
  return { screen: [menuScreen(voice, `${voice.say('language.set')}\n\n${voice.say('menu.body')}`, shop.prints)], language };
}

async function callHuman(scene: Scene): Promise<Reply<never>> {
  const { deps, mode, shop, thread, tx, voice } = scene;
  if (mode !== 'waiting')
    await deps.conversations.note(tx, thread.id, { kind: 'human_requested', text: 'The customer asked for a person.', author: 'bot' });
  return { screen: [humanCalledScreen(voice, shop.name)], mode: 'waiting' };
}

async function stopOffers(scene: Scene): Promise<Reply<never>> {
  const { customer, deps, tx, voice } = scene;
  const shop = shopName(scene.shop.name);
  if (customer.wantsMarketing === false) return { notes: [voice.say('marketing.already_stopped', { shop })], next: 'same' };
  await deps.customers.setMarketing(tx, customer.id, false);
  return { notes: [voice.say('marketing.stopped', { shop })], next: 'same' };
}

/** Only who had stopped can start: "start" is also how people open a conversation, and that is no consent. */
async function startOffers(scene: Scene): Promise<Reply<never>> {
  const { customer, deps, shop, tx, voice } = scene;
  if (customer.wantsMarketing !== false) return { screen: [helloScreen(voice, shop.name, customer.name, shop.prints)] };
  await deps.customers.setMarketing(tx, customer.id, true);
  return {
    notes: [voice.say('marketing.started', { shop: shopName(shop.name) })],
    screen: [menuScreen(voice, voice.say('menu.body'), shop.prints)],
  };
}
