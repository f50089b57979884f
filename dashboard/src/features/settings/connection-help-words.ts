/** Words that help when an account does not connect: what a refusal usually means, and what the sandbox takes. */
import { wordBook } from '../../speech/speech.ts';

export const connectionHelpWords = wordBook(
  {
    kept_made: 'Kept: {end}. Enter the one that stands on their side, or make a new one for both.',
    make_new: 'Make one',
    sandbox_takes_any: 'This is the sandbox: its stand-in takes any account, and nothing leaves this machine.',
    sandbox_fill: 'Fill in for me',
    advice_token:
      'The access token is wrong or has run out. In Meta Business settings make a permanent token of a system user, and paste it here.',
    advice_permission:
      'The token lacks rights. It needs whatsapp_business_messaging and whatsapp_business_management, and its user must own the WhatsApp account.',
    advice_number:
      'The phone number ID does not belong to this account. It stands in the Meta app under WhatsApp, API setup; it is not the phone number itself.',
    advice_limits: 'Meta has restricted this account. WhatsApp Manager says why and what to do.',
    advice_keys: 'They do not know these keys. Copy both again; test keys and live keys do not mix.',
    advice_login: 'They do not know this person. Use the API user made under Settings, API in Shiprocket, not your own sign-in.',
  },
  {
    hi: {
      kept_made: 'रखा हुआ: {end}। जो उनकी ओर है वही लिखें, या दोनों के लिए नया बनाएँ।',
      make_new: 'नया बनाएँ',
      sandbox_takes_any: 'यह सैंडबॉक्स है: इसका नकली खाता कुछ भी मान लेता है, और इस मशीन से कुछ बाहर नहीं जाता।',
      sandbox_fill: 'मेरे लिए भरें',
      advice_token: 'ऐक्सेस टोकन गलत है या उसकी अवधि बीत गई। Meta Business settings में सिस्टम यूज़र का स्थायी टोकन बनाएँ और यहाँ चिपकाएँ।',
      advice_permission:
        'टोकन के पास अधिकार कम हैं। उसे whatsapp_business_messaging और whatsapp_business_management चाहिए, और उसका यूज़र WhatsApp खाते का मालिक हो।',
      advice_number: 'यह फ़ोन नंबर ID इस खाते की नहीं है। वह Meta ऐप में WhatsApp, API setup के नीचे है; वह खुद फ़ोन नंबर नहीं है।',
      advice_limits: 'Meta ने इस खाते पर रोक लगाई है। WhatsApp Manager बताता है क्यों और क्या करें।',
      advice_keys: 'वे इन कुंजियों को नहीं जानते। दोनों फिर कॉपी करें; टेस्ट और लाइव कुंजियाँ साथ नहीं चलतीं।',
      advice_login: 'वे इस यूज़र को नहीं जानते। Shiprocket में Settings, API के नीचे बना API यूज़र लिखें, अपना साइन-इन नहीं।',
    },
    'pt-BR': {
      kept_made: 'Guardado: {end}. Digite o que está do lado deles, ou crie um novo para os dois.',
      make_new: 'Criar um',
      sandbox_takes_any: 'Este é o ambiente de teste: o substituto aceita qualquer conta, e nada sai desta máquina.',
      sandbox_fill: 'Preencher para mim',
      advice_token:
        'O token de acesso está errado ou venceu. Nas configurações de negócios da Meta, crie um token permanente de um usuário do sistema e cole aqui.',
      advice_permission:
        'Faltam direitos ao token. Ele precisa de whatsapp_business_messaging e whatsapp_business_management, e seu usuário deve ser dono da conta do WhatsApp.',
      advice_number: 'O ID do número não pertence a esta conta. Ele está no app da Meta em WhatsApp, API setup; não é o próprio número.',
      advice_limits: 'A Meta restringiu esta conta. O WhatsApp Manager diz por que e o que fazer.',
      advice_keys: 'Eles não conhecem estas chaves. Copie as duas de novo; chaves de teste e de produção não se misturam.',
      advice_login: 'Eles não conhecem este usuário. Use o usuário de API criado em Settings, API na Shiprocket, não o seu acesso.',
    },
    es: {
      kept_made: 'Guardado: {end}. Escribe el que está de su lado, o crea uno nuevo para ambos.',
      make_new: 'Crear uno',
      sandbox_takes_any: 'Esto es el entorno de prueba: su sustituto acepta cualquier cuenta y nada sale de esta máquina.',
      sandbox_fill: 'Rellenar por mí',
      advice_token:
        'El token de acceso es erróneo o caducó. En la configuración del negocio de Meta crea un token permanente de un usuario del sistema y pégalo aquí.',
      advice_permission:
        'Al token le faltan permisos. Necesita whatsapp_business_messaging y whatsapp_business_management, y su usuario debe poseer la cuenta de WhatsApp.',
      advice_number: 'El ID del número no pertenece a esta cuenta. Está en la app de Meta, en WhatsApp, API setup; no es el número mismo.',
      advice_limits: 'Meta ha restringido esta cuenta. WhatsApp Manager dice por qué y qué hacer.',
      advice_keys: 'No conocen estas claves. Copia ambas otra vez; las de prueba y las reales no se mezclan.',
      advice_login: 'No conocen a este usuario. Usa el usuario de API creado en Settings, API de Shiprocket, no tu propio acceso.',
    },
    fr: {
      kept_made: 'Conservé : {end}. Saisissez celui qui est de leur côté, ou créez-en un nouveau pour les deux.',
      make_new: 'En créer un',
      sandbox_takes_any: 'Ceci est le bac à sable : le remplaçant accepte tout compte, et rien ne quitte cette machine.',
      sandbox_fill: 'Remplir pour moi',
      advice_token:
        'Le jeton d’accès est faux ou expiré. Dans les paramètres d’entreprise de Meta, créez un jeton permanent d’un utilisateur système et collez-le ici.',
      advice_permission:
        'Il manque des droits au jeton. Il lui faut whatsapp_business_messaging et whatsapp_business_management, et son utilisateur doit posséder le compte WhatsApp.',
      advice_number:
        'L’ID du numéro n’appartient pas à ce compte. Il se trouve dans l’app Meta sous WhatsApp, API setup ; ce n’est pas le numéro lui-même.',
      advice_limits: 'Meta a restreint ce compte. WhatsApp Manager dit pourquoi et que faire.',
      advice_keys: 'Ils ne connaissent pas ces clés. Recopiez les deux ; clés de test et clés réelles ne se mélangent pas.',
      advice_login:
        'Ils ne connaissent pas cet utilisateur. Prenez l’utilisateur d’API créé sous Settings, API dans Shiprocket, pas votre propre accès.',
    },
  },
);
