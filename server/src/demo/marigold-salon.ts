/** The demo salon: services with lengths, staff and hours instead of goods. */
import type { DemoShop } from './demo-shop.ts';

const weekdays = [2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens: '10:00', closes: '20:00' }));

export const marigoldSalon: DemoShop = {
  merchant: {
    name: 'Marigold Salon',
    slug: 'marigoldsalon',
    tagline: 'Hair, skin and mehndi, by appointment',
    email: 'owner@marigoldsalon.example',
    phone: '+919000000103',
    country: 'IN',
    currency: 'INR',
    timeZone: 'Asia/Kolkata',
    language: 'en',
    languages: ['en', 'hi'],
    pickupPostcode: '302001',
    pickupAddress: { line1: '22 Ashok Marg', city: 'Jaipur', state: 'Rajasthan' },
    colours: { primary: '#7A2E52', accent: '#B97A00', background: '#FBFAF7' },
    logo: 'marigold',
  },
  categories: [],
  products: [],
  bookings: {
    staff: [
      { name: 'Meera', serviceKeys: ['haircut', 'colour'] },
      { name: 'Farah', serviceKeys: ['haircut', 'facial'] },
      { name: 'Lakshmi', serviceKeys: ['facial', 'mehndi'] },
    ],
    hours: [...weekdays, { weekday: 7, opens: '11:00', closes: '17:00' }],
    services: [
      {
        key: 'haircut',
        name: 'Wash, cut and blow-dry',
        description: 'A wash, a cut to your wish and a blow-dry.',
        price: '650.00',
        durationMinutes: 45,
        bufferMinutes: 10,
        picture: { backdrop: 'beauty', drawing: 'salonHaircut' },
      },
      {
        key: 'colour',
        name: 'Root colour',
        description: 'Ammonia-free colour for up to two inches of regrowth.',
        price: '1450.00',
        durationMinutes: 90,
        bufferMinutes: 15,
        picture: { backdrop: 'beauty', drawing: 'salonColour' },
      },
      {
        key: 'facial',
        name: 'Marigold facial',
        description: 'Cleansing, steam and a marigold mask for calm skin.',
        price: '1199.50',
        durationMinutes: 60,
        bufferMinutes: 15,
        picture: { backdrop: 'beauty', drawing: 'salonFacial' },
      },
      {
        key: 'mehndi',
        name: 'Mehndi, both hands',
        description: 'Fresh natural henna on both hands, to the wrist.',
        price: '800.00',
        durationMinutes: 75,
        bufferMinutes: 10,
        picture: { backdrop: 'beauty', drawing: 'salonMehndi' },
      },
    ],
  },
};
