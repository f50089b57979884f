/** Who holds the sandbox's phones at the start: plain data, one person a language and a habit. */
import type { PhonePerson, PhoneSide } from '../../../providers/messaging/whatsapp-cloud/phone.port.ts';

type Told = Omit<PhonePerson, 'scopedId'>;

const person = (id: string, name: string, phone: string, language: string, timeZone: string): Told => ({
  id,
  name,
  phone,
  language,
  timeZone,
  hidesPhone: false,
});

export const presetPeople: readonly Told[] = [
  person('asha', 'Asha Rao', '919845012345', 'en', 'Asia/Kolkata'),
  person('rohan', 'Rohan Mehta', '919820054321', 'hi', 'Asia/Kolkata'),
  person('bia', 'Bia Souza', '5511987650012', 'pt-BR', 'America/Sao_Paulo'),
  person('chidi', 'Chidi Okafor', '2348030012345', 'en', 'Africa/Lagos'),
  person('lucia', 'Lucía Fernández', '34612345012', 'es', 'Europe/Madrid'),
  person('camille', 'Camille Laurent', '33612345012', 'fr', 'Europe/Paris'),
  { ...person('meera', 'Meera', '919741012345', 'en', 'Asia/Kolkata'), username: 'meera.writes', hidesPhone: true },
];

/** Adds those that are missing; people changed by hand stay as they are. */
export function addPresetPeople(side: PhoneSide): void {
  const known = new Set(side.people().map((each) => each.id));
  for (const each of presetPeople) if (!known.has(each.id)) side.addPerson(each);
}
