/** The register of everything that can be drawn: one name, one drawing. A picture's spec names its drawing from here. */
import { breadLoaf, nankhatai, pavBuns } from './bakery.ts';
import { gheeJar, groundnutOil, honeyJar, pickleJar } from './bottles-and-jars.ts';
import { butter, curdPot, eggs, milkPouch, paneer } from './dairy.ts';
import { coffeeBag, lemonSoda, mangoDrink, teaTin } from './drinks.ts';
import { bananas, coconut, mangoes, pomegranate } from './fruit.ts';
import { detergent, dishwash, grassBroom, incense, murukku, soapBar } from './household.ts';
import { backpack, deskLamp, headphones, steelBottle, wallClock } from './parcels.ts';
import { boundReport, businessCards, documentPrint, photoPrints } from './print-shop.ts';
import { salonColour, salonFacial, salonHaircut, salonMehndi } from './salon.ts';
import {
  attaBag,
  bananaChipsBag,
  basmatiPouch,
  chilliPouch,
  jaggery,
  moongBowl,
  rajmaBowl,
  riceSack,
  toorDalPouch,
  turmericPouch,
} from './staples.ts';
import { greenChillies, onions, spinach, tomatoes } from './vegetables.ts';

export const drawings = {
  bananas,
  mangoes,
  pomegranate,
  coconut,
  tomatoes,
  onions,
  spinach,
  greenChillies,
  milkPouch,
  curdPot,
  paneer,
  butter,
  eggs,
  breadLoaf,
  pavBuns,
  nankhatai,
  riceSack,
  basmatiPouch,
  attaBag,
  toorDalPouch,
  moongBowl,
  rajmaBowl,
  groundnutOil,
  gheeJar,
  turmericPouch,
  chilliPouch,
  jaggery,
  teaTin,
  coffeeBag,
  mangoDrink,
  lemonSoda,
  bananaChipsBag,
  murukku,
  pickleJar,
  honeyJar,
  soapBar,
  grassBroom,
  dishwash,
  detergent,
  incense,
  documentPrint,
  photoPrints,
  boundReport,
  businessCards,
  salonHaircut,
  salonColour,
  salonFacial,
  salonMehndi,
  deskLamp,
  backpack,
  headphones,
  steelBottle,
  wallClock,
} as const satisfies Record<string, () => string>;

export type DrawingName = keyof typeof drawings;
