/** The mails about troubles of the print shop in every language; a missing one does not compile. ICU messages, read by staff. */
import type { Language } from '@parley/contract/api/merchants.ts';
import type { TroubleWord } from './trouble.ts';

export interface TroubleWords {
  /** {printer} {shop} {file}; what is wrong, short enough for a subject. */
  readonly wrong: Readonly<Record<TroubleWord, string>>;
  readonly over: Readonly<Record<'printer' | 'unprintable' | 'question', string>>;
  readonly hello: string;
  /** {time} */
  readonly since: string;
  /** {detail} */
  readonly says: string;
  /** {jobs} {customers} */
  readonly waiting: string;
  readonly nobody: string;
  readonly todo: Readonly<Record<TroubleWord, string>>;
  readonly button: string;
  /** {shop} */
  readonly otherwise: string;
}

export const troubleWords: Readonly<Record<Language, TroubleWords>> = {
  en: {
    wrong: {
      offline: '{printer} is offline',
      paper_out: '{printer} is out of paper',
      jammed: 'Paper is stuck in {printer}',
      error: '{printer} reports a fault',
      no_printer: 'Print jobs wait, and no printer is connected',
      no_fit: 'Print jobs wait that none of your printers can print',
      unanswered: 'Did {file} come out?',
    },
    over: {
      printer: '{printer} is ready again',
      unprintable: 'Every waiting print job has a printer again',
      question: '{file}: the question is answered',
    },
    hello: 'Hello {name},',
    since: 'It has been so since {time}.',
    says: 'The printer says: {detail}',
    waiting:
      '{jobs, plural, one {# print job} other {# print jobs}} of {customers, plural, one {# customer} other {# customers}} {jobs, plural, one {waits} other {wait}} for it.',
    nobody: 'Nobody is waiting for it at the moment.',
    todo: {
      offline: 'Please look whether the printer and the computer beside it are switched on and have a connection.',
      paper_out: 'Please put paper in. Printing goes on by itself.',
      jammed: 'Please take out the stuck paper. Printing goes on by itself.',
      error: 'Please look at the printer’s own display.',
      no_printer: 'Please start the print program on the shop’s computer, or connect a printer.',
      no_fit: 'Connect a printer that can (A3, colour, both sides), or print them by hand and say so on the board.',
      unanswered: 'Please look in the tray and answer on the board. Until then this printer prints nothing else.',
    },
    button: 'Look at the printers',
    otherwise: 'You get this mail because you look after printing at {shop}. It is switched off in the settings under Printing.',
  },
  hi: {
    wrong: {
      offline: '{printer} ऑफ़लाइन है',
      paper_out: '{printer} में काग़ज़ ख़त्म है',
      jammed: '{printer} में काग़ज़ फँसा है',
      error: '{printer} गड़बड़ी बता रहा है',
      no_printer: 'प्रिंट काम रुके हैं, और कोई प्रिंटर जुड़ा नहीं है',
      no_fit: 'ऐसे प्रिंट काम रुके हैं जो आपका कोई प्रिंटर नहीं छाप सकता',
      unanswered: 'क्या {file} छपकर निकली?',
    },
    over: {
      printer: '{printer} फिर तैयार है',
      unprintable: 'हर रुके प्रिंट काम के लिए फिर प्रिंटर है',
      question: '{file}: सवाल का जवाब मिल गया',
    },
    hello: 'नमस्ते {name},',
    since: 'ऐसा {time} से है।',
    says: 'प्रिंटर कहता है: {detail}',
    waiting: '{customers, plural, one {# ग्राहक} other {# ग्राहकों}} के {jobs, plural, one {# प्रिंट काम} other {# प्रिंट काम}} इसकी वजह से रुके हैं।',
    nobody: 'अभी कोई इंतज़ार नहीं कर रहा।',
    todo: {
      offline: 'देखें कि प्रिंटर और उसके पास का कंप्यूटर चालू है और इंटरनेट से जुड़ा है।',
      paper_out: 'काग़ज़ भरें। छपाई अपने-आप आगे बढ़ेगी।',
      jammed: 'फँसा काग़ज़ निकालें। छपाई अपने-आप आगे बढ़ेगी।',
      error: 'प्रिंटर की अपनी स्क्रीन देखें।',
      no_printer: 'दुकान के कंप्यूटर पर प्रिंट प्रोग्राम चालू करें, या प्रिंटर जोड़ें।',
      no_fit: 'ऐसा प्रिंटर जोड़ें जो यह छाप सके (A3, रंगीन, दोनों तरफ़), या हाथ से छापकर बोर्ड पर बताएँ।',
      unanswered: 'ट्रे देखें और बोर्ड पर जवाब दें। तब तक यह प्रिंटर और कुछ नहीं छापेगा।',
    },
    button: 'प्रिंटर देखें',
    otherwise: 'यह मेल आपको इसलिए मिला क्योंकि आप {shop} में प्रिंटिंग देखते हैं। इसे सेटिंग में प्रिंटिंग के नीचे बंद किया जा सकता है।',
  },
  'pt-BR': {
    wrong: {
      offline: '{printer} está offline',
      paper_out: '{printer} está sem papel',
      jammed: 'Há papel preso em {printer}',
      error: '{printer} avisa de uma falha',
      no_printer: 'Há impressões esperando e nenhuma impressora conectada',
      no_fit: 'Há impressões esperando que nenhuma das suas impressoras consegue fazer',
      unanswered: '{file} saiu?',
    },
    over: {
      printer: '{printer} está pronta de novo',
      unprintable: 'Toda impressão em espera tem de novo uma impressora',
      question: '{file}: a pergunta foi respondida',
    },
    hello: 'Olá, {name},',
    since: 'Está assim desde {time}.',
    says: 'A impressora diz: {detail}',
    waiting:
      '{jobs, plural, one {# impressão} other {# impressões}} de {customers, plural, one {# cliente} other {# clientes}} {jobs, plural, one {espera} other {esperam}} por isso.',
    nobody: 'Ninguém está esperando no momento.',
    todo: {
      offline: 'Veja se a impressora e o computador ao lado estão ligados e conectados.',
      paper_out: 'Coloque papel. A impressão continua sozinha.',
      jammed: 'Retire o papel preso. A impressão continua sozinha.',
      error: 'Veja o visor da própria impressora.',
      no_printer: 'Inicie o programa de impressão no computador da loja ou conecte uma impressora.',
      no_fit: 'Conecte uma impressora que consiga (A3, cores, frente e verso) ou imprima à mão e informe no quadro.',
      unanswered: 'Olhe a bandeja e responda no quadro. Até lá, esta impressora não imprime mais nada.',
    },
    button: 'Ver as impressoras',
    otherwise: 'Você recebe este e-mail porque cuida das impressões em {shop}. Ele é desligado nas configurações, em Impressão.',
  },
  es: {
    wrong: {
      offline: '{printer} está sin conexión',
      paper_out: '{printer} no tiene papel',
      jammed: 'Hay papel atascado en {printer}',
      error: '{printer} avisa de un fallo',
      no_printer: 'Hay impresiones en espera y ninguna impresora conectada',
      no_fit: 'Hay impresiones en espera que ninguna de tus impresoras puede hacer',
      unanswered: '¿Salió {file}?',
    },
    over: {
      printer: '{printer} vuelve a estar lista',
      unprintable: 'Cada impresión en espera vuelve a tener impresora',
      question: '{file}: la pregunta está respondida',
    },
    hello: 'Hola, {name}:',
    since: 'Está así desde {time}.',
    says: 'La impresora dice: {detail}',
    waiting:
      '{jobs, plural, one {# impresión} other {# impresiones}} de {customers, plural, one {# cliente} other {# clientes}} {jobs, plural, one {espera} other {esperan}} por ello.',
    nobody: 'Ahora mismo nadie espera.',
    todo: {
      offline: 'Mira si la impresora y el ordenador de al lado están encendidos y conectados.',
      paper_out: 'Pon papel. La impresión sigue sola.',
      jammed: 'Saca el papel atascado. La impresión sigue sola.',
      error: 'Mira la pantalla de la propia impresora.',
      no_printer: 'Arranca el programa de impresión en el ordenador de la tienda o conecta una impresora.',
      no_fit: 'Conecta una impresora que pueda (A3, color, doble cara), o imprime a mano y dilo en el tablero.',
      unanswered: 'Mira la bandeja y responde en el tablero. Hasta entonces, esta impresora no imprime nada más.',
    },
    button: 'Ver las impresoras',
    otherwise: 'Recibes este correo porque te encargas de las impresiones en {shop}. Se desactiva en los ajustes, en Impresión.',
  },
  fr: {
    wrong: {
      offline: '{printer} est hors ligne',
      paper_out: '{printer} n’a plus de papier',
      jammed: 'Du papier est coincé dans {printer}',
      error: '{printer} signale une panne',
      no_printer: 'Des impressions attendent, et aucune imprimante n’est connectée',
      no_fit: 'Des impressions attendent, et aucune de vos imprimantes ne peut les faire',
      unanswered: '{file} est-il sorti ?',
    },
    over: {
      printer: '{printer} est de nouveau prête',
      unprintable: 'Chaque impression en attente a de nouveau une imprimante',
      question: '{file} : la question a sa réponse',
    },
    hello: 'Bonjour {name},',
    since: 'C’est ainsi depuis {time}.',
    says: 'L’imprimante dit : {detail}',
    waiting:
      '{jobs, plural, one {# impression} other {# impressions}} de {customers, plural, one {# client} other {# clients}} {jobs, plural, one {attend} other {attendent}} pour cela.',
    nobody: 'Personne n’attend pour le moment.',
    todo: {
      offline: 'Regardez si l’imprimante et l’ordinateur à côté sont allumés et connectés.',
      paper_out: 'Remettez du papier. L’impression reprend d’elle-même.',
      jammed: 'Retirez le papier coincé. L’impression reprend d’elle-même.',
      error: 'Regardez l’écran de l’imprimante.',
      no_printer: 'Lancez le programme d’impression sur l’ordinateur du magasin, ou connectez une imprimante.',
      no_fit: 'Connectez une imprimante qui le peut (A3, couleur, recto verso), ou imprimez à la main et dites-le sur le tableau.',
      unanswered: 'Regardez dans le bac et répondez sur le tableau. D’ici là, cette imprimante n’imprime rien d’autre.',
    },
    button: 'Voir les imprimantes',
    otherwise:
      'Vous recevez ce message parce que vous vous occupez des impressions chez {shop}. Il se désactive dans les réglages, sous Impression.',
  },
};
