/** The words of mails in every language. `{name}` and the like are filled in; a missing language does not compile. */
import type { Language } from '@parley/contract/api/merchants.ts';

export interface MailText {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly button: string;
  /** For whoever did not ask for this mail. */
  readonly otherwise: string;
}

/** invite: {inviter} {shop} {name}; reset: {shop} {name}. */
export const mailWords: Readonly<Record<Language, Readonly<Record<'invite' | 'reset', MailText>>>> = {
  en: {
    invite: {
      subject: '{inviter} invites you to {shop}',
      lines: [
        'Hello {name},',
        '{inviter} has invited you to work on {shop}. Choose a password and you are in.',
        'The link works for 7 days, once.',
      ],
      button: 'Accept the invitation',
      otherwise: 'You do not know {shop}? Then leave this mail alone: nothing happens.',
    },
    reset: {
      subject: 'A new password for {shop}',
      lines: [
        'Hello {name},',
        'somebody asked for a new password for your account at {shop}.',
        'The link works for one hour, once. Every device is then signed out.',
      ],
      button: 'Choose a new password',
      otherwise: 'That was not you? Then leave this mail alone: your password stays as it is.',
    },
  },
  hi: {
    invite: {
      subject: '{inviter} ने आपको {shop} में बुलाया है',
      lines: [
        'नमस्ते {name},',
        '{inviter} ने आपको {shop} पर काम करने के लिए बुलाया है। पासवर्ड चुनें और शुरू करें।',
        'यह लिंक 7 दिन तक, एक बार काम करता है।',
      ],
      button: 'निमंत्रण स्वीकार करें',
      otherwise: 'क्या आप {shop} को नहीं जानते? तो इस मेल को रहने दें: कुछ नहीं होगा।',
    },
    reset: {
      subject: '{shop} के लिए नया पासवर्ड',
      lines: [
        'नमस्ते {name},',
        'किसी ने {shop} में आपके खाते के लिए नया पासवर्ड माँगा है।',
        'यह लिंक एक घंटे तक, एक बार काम करता है। उसके बाद हर डिवाइस साइन आउट हो जाएगा।',
      ],
      button: 'नया पासवर्ड चुनें',
      otherwise: 'क्या यह आप नहीं थे? तो इस मेल को रहने दें: आपका पासवर्ड वही रहेगा।',
    },
  },
  'pt-BR': {
    invite: {
      subject: '{inviter} convida você para {shop}',
      lines: [
        'Olá, {name},',
        '{inviter} convidou você para trabalhar em {shop}. Escolha uma senha e pronto.',
        'O link vale por 7 dias, uma única vez.',
      ],
      button: 'Aceitar o convite',
      otherwise: 'Não conhece {shop}? Então ignore este e-mail: nada acontece.',
    },
    reset: {
      subject: 'Nova senha para {shop}',
      lines: [
        'Olá, {name},',
        'alguém pediu uma nova senha para a sua conta em {shop}.',
        'O link vale por uma hora, uma única vez. Depois, todos os dispositivos são desconectados.',
      ],
      button: 'Escolher uma nova senha',
      otherwise: 'Não foi você? Então ignore este e-mail: sua senha continua a mesma.',
    },
  },
  es: {
    invite: {
      subject: '{inviter} te invita a {shop}',
      lines: [
        'Hola, {name}:',
        '{inviter} te ha invitado a trabajar en {shop}. Elige una contraseña y ya está.',
        'El enlace vale 7 días, una sola vez.',
      ],
      button: 'Aceptar la invitación',
      otherwise: '¿No conoces {shop}? Entonces ignora este correo: no pasa nada.',
    },
    reset: {
      subject: 'Una contraseña nueva para {shop}',
      lines: [
        'Hola, {name}:',
        'alguien ha pedido una contraseña nueva para tu cuenta en {shop}.',
        'El enlace vale una hora, una sola vez. Después se cierra la sesión en todos los dispositivos.',
      ],
      button: 'Elegir una contraseña nueva',
      otherwise: '¿No has sido tú? Entonces ignora este correo: tu contraseña sigue igual.',
    },
  },
  fr: {
    invite: {
      subject: '{inviter} vous invite chez {shop}',
      lines: [
        'Bonjour {name},',
        '{inviter} vous invite à travailler chez {shop}. Choisissez un mot de passe et c’est fait.',
        'Le lien est valable 7 jours, une seule fois.',
      ],
      button: 'Accepter l’invitation',
      otherwise: 'Vous ne connaissez pas {shop} ? Ignorez ce message : il ne se passera rien.',
    },
    reset: {
      subject: 'Un nouveau mot de passe pour {shop}',
      lines: [
        'Bonjour {name},',
        'quelqu’un a demandé un nouveau mot de passe pour votre compte chez {shop}.',
        'Le lien est valable une heure, une seule fois. Tous les appareils seront ensuite déconnectés.',
      ],
      button: 'Choisir un nouveau mot de passe',
      otherwise: 'Ce n’était pas vous ? Ignorez ce message : votre mot de passe reste le même.',
    },
  },
};

/** For a chat, where a mail may be far away. */
export const resetByChat: Readonly<Record<Language, string>> = {
  en: 'A new password for your account at {shop}: {link}\nThe link works for one hour, once. That was not you? Then ignore this message.',
  hi: '{shop} में आपके खाते के लिए नया पासवर्ड: {link}\nयह लिंक एक घंटे तक, एक बार काम करता है। क्या यह आप नहीं थे? तो इस संदेश को रहने दें।',
  'pt-BR':
    'Nova senha para a sua conta em {shop}: {link}\nO link vale por uma hora, uma única vez. Não foi você? Então ignore esta mensagem.',
  es: 'Una contraseña nueva para tu cuenta en {shop}: {link}\nEl enlace vale una hora, una sola vez. ¿No has sido tú? Entonces ignora este mensaje.',
  fr: 'Un nouveau mot de passe pour votre compte chez {shop} : {link}\nLe lien est valable une heure, une seule fois. Ce n’était pas vous ? Ignorez ce message.',
};
