/** What single words and greetings mean, in all five languages at once: each leads to a stable id. Pure. */
import type { Language } from './phrases/languages.ts';

/** id → the words for it, one line a language: English, Hindi (both scripts), Portuguese, Spanish, French. */
const wordTable: Readonly<Record<string, readonly string[]>> = {
  menu: [
    'menu, main menu, help, options',
    'मेन्यू, मेनू, मदद, सहायता, madad',
    'cardápio, ajuda, opções, início',
    'menú, ayuda, opciones, inicio',
    'aide, accueil',
  ],
  shop: [
    'shop, store, catalog, catalogue, products, categories, browse, buy',
    'दुकान, खरीदारी, ख़रीदारी, सामान, श्रेणियाँ, dukan',
    'loja, comprar, catálogo, produtos, categorias',
    'tienda, productos, categorías',
    'boutique, magasin, acheter, catalogue, produits, rayons',
  ],
  cart: ['cart, my cart, basket, view cart', 'कार्ट, टोकरी', 'carrinho, meu carrinho', 'carrito, mi carrito, cesta', 'panier, mon panier'],
  'cart.clear': ['clear cart, empty cart', 'कार्ट खाली करें', 'esvaziar carrinho', 'vaciar carrito', 'vider le panier'],
  web: ['web, website, web shop, online shop', 'वेब, वेबसाइट', 'site, loja online', 'sitio web, página web', 'site web, boutique en ligne'],
  checkout: [
    'checkout, check out, pay, place order',
    'चेकआउट, भुगतान, ऑर्डर करें',
    'finalizar, finalizar compra, pagar, fechar pedido',
    'finalizar compra, hacer pedido',
    'commander, payer, passer commande',
  ],
  orders: ['orders, my orders, order history', 'ऑर्डर, मेरे ऑर्डर', 'pedidos, meus pedidos', 'mis pedidos', 'commandes, mes commandes'],
  track: [
    'track, track order, track my order, where is my order, order status, status, tracking',
    'ट्रैक, ऑर्डर कहाँ है, मेरा ऑर्डर कहाँ है, स्थिति',
    'rastrear, rastreio, onde está meu pedido, rastrear pedido',
    'seguir, rastrear, seguimiento, dónde está mi pedido, estado',
    'suivre, suivi, où est ma commande, suivre ma commande',
  ],
  'order.cancel': [
    'cancel, cancel order, cancel my order',
    'रद्द, रद्द करें, ऑर्डर रद्द करें',
    'cancelar, cancelar pedido',
    'anular',
    'annuler, annuler ma commande',
  ],
  'order.return': [
    'return, return order, returns, refund',
    'वापसी, लौटाना, रिफंड',
    'devolver, devolução, reembolso',
    'devolución',
    'retour, retourner, remboursement',
  ],
  repeat: [
    'repeat, reorder, order again, repeat order, repeat last order',
    'दोहराएँ, फिर से ऑर्डर करें',
    'repetir, pedir de novo, repetir pedido',
    'pedir otra vez',
    'répéter, recommander',
  ],
  human: [
    'human, agent, person, support, talk to a person, talk to a human, speak to a person, customer care, operator',
    'व्यक्ति, इंसान, व्यक्ति से बात करें, बात करनी है',
    'atendente, humano, pessoa, falar com atendente, falar com alguém, suporte',
    'agente, persona, asesor, hablar con alguien, soporte',
    'humain, conseiller, personne, parler à quelqu’un, parler à un conseiller',
  ],
  language: ['language, languages, change language', 'भाषा, bhasha', 'idioma, língua, idiomas', 'lengua', 'langue, langues'],
  stop: [
    'stop, unsubscribe, opt out, stop offers',
    'बंद करो, बंद करें',
    'parar, sair, descadastrar',
    'alto, baja, darse de baja',
    'arrêt, arrêter, désabonner',
  ],
  start: ['start, subscribe, unstop', 'शुरू, शुरू करें', 'começar', 'comenzar, empezar', 'commencer, démarrer'],
  hello: [
    'hi, hii, hiii, hello, hey, hey there, hello there, hi there, good morning, good afternoon, good evening, yo, greetings, namaste, namaskar, salaam',
    'नमस्ते, नमस्कार, हेलो, हैलो, हाय',
    'olá, ola, oi, opa, oie, bom dia, boa tarde, boa noite',
    'hola, buenas, buenos días, buenas tardes, buenas noches',
    'bonjour, salut, bonsoir, coucou',
  ],
  book: ['book, appointment, book appointment', 'अपॉइंटमेंट', 'agendar, agendamento', 'reservar, cita', 'réserver, rendez-vous'],
  'print.status': [
    'print status, my prints, where are my prints, are my prints ready',
    'प्रिंट स्थिति, मेरे प्रिंट',
    'minhas impressões, status da impressão',
    'mis impresiones, estado de la impresión',
    'mes impressions, état des impressions',
  ],
  print: ['print, print a file', 'प्रिंट', 'imprimir', 'impresión', 'imprimer, impression'],
};

/** Greetings that tell the language; those of English and the ones written in Latin letters in India do not. */
const tellingLines: readonly (Language | undefined)[] = [undefined, 'hi', 'pt-BR', 'es', 'fr'];

interface Meaning {
  readonly id: string;
  readonly greeting?: Language;
}

const meanings = new Map<string, Meaning>();
for (const [id, perLanguage] of Object.entries(wordTable))
  for (const [line, list] of perLanguage.entries())
    for (const word of list.split(',').map(plainWords)) {
      const greeting = id === 'hello' ? tellingLines[line] : undefined;
      if (!meanings.has(word)) meanings.set(word, greeting === undefined ? { id } : { id, greeting });
    }

/** What the whole text means when it is one of the known words; accents, case and punctuation do not matter. */
export function meaningOf(text: string): Meaning | undefined {
  return text.length > 60 ? undefined : meanings.get(plainWords(text));
}

/** Lower case, without accents on Latin letters, punctuation and emoji; digits of every script as 0–9. */
export function plainWords(text: string): string {
  return asciiDigits(text)
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{Mn}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** Where the digits of a script begin: Arabic, Devanagari, Bengali, Gujarati, Tamil, Telugu, Kannada, full width. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0ae6, 0x0be6, 0x0c66, 0x0ce6, 0xff10];

/** `५६०००१` → `560001`. */
export function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = zeros.find((start) => code >= start && code <= start + 9);
    return zero === undefined ? digit : String(code - zero);
  });
}
