/** The demo grocer: Starling Market of Bengaluru, forty products with options, low stock and gaps, so that every screen has something true to show. */
import type { DemoShop } from './demo-shop.ts';
import { dryGoods } from './starling-dry-goods.ts';
import { freshGoods } from './starling-fresh-goods.ts';
import { pantryAndHome } from './starling-pantry-and-home.ts';

export const starlingMarket: DemoShop = {
  merchant: {
    name: 'Starling Market',
    slug: 'starlingmarket',
    tagline: 'Fresh from the market, at your door by evening',
    email: 'owner@starlingmarket.example',
    phone: '+919000000101',
    country: 'IN',
    currency: 'INR',
    timeZone: 'Asia/Kolkata',
    language: 'en',
    languages: ['en', 'hi'],
    pickupPostcode: '560001',
    pickupAddress: { line1: '14 Commercial Street', city: 'Bengaluru', state: 'Karnataka' },
    colours: { primary: '#0B6B4F', accent: '#B97A00', background: '#FBFAF7' },
    logo: 'starling',
  },
  categories: [
    { key: 'fruit-vegetables', name: 'Fruit & vegetables' },
    { key: 'dairy-eggs', name: 'Dairy & eggs' },
    { key: 'bakery', name: 'Bakery' },
    { key: 'rice-flour-dals', name: 'Rice, flour & dals' },
    { key: 'oils-spices', name: 'Oils & spices' },
    { key: 'tea-coffee-drinks', name: 'Tea, coffee & drinks' },
    { key: 'snacks-preserves', name: 'Snacks & preserves' },
    { key: 'home-care', name: 'Home & care' },
    { key: 'fruit', name: 'Fruit', parentKey: 'fruit-vegetables' },
    { key: 'vegetables', name: 'Vegetables', parentKey: 'fruit-vegetables' },
    { key: 'milk-curd', name: 'Milk & curd', parentKey: 'dairy-eggs' },
    { key: 'paneer-butter-eggs', name: 'Paneer, butter & eggs', parentKey: 'dairy-eggs' },
    { key: 'rice-flour', name: 'Rice & flour', parentKey: 'rice-flour-dals' },
    { key: 'dals-pulses', name: 'Dals & pulses', parentKey: 'rice-flour-dals' },
    { key: 'oils-ghee', name: 'Oils & ghee', parentKey: 'oils-spices' },
    { key: 'spices-sweeteners', name: 'Spices & jaggery', parentKey: 'oils-spices' },
    { key: 'tea-coffee', name: 'Tea & coffee', parentKey: 'tea-coffee-drinks' },
    { key: 'cool-drinks', name: 'Cool drinks', parentKey: 'tea-coffee-drinks' },
    { key: 'savoury', name: 'Savoury snacks', parentKey: 'snacks-preserves' },
    { key: 'pickles-honey', name: 'Pickles & honey', parentKey: 'snacks-preserves' },
    { key: 'cleaning', name: 'Cleaning', parentKey: 'home-care' },
    { key: 'bath-fragrance', name: 'Bath & fragrance', parentKey: 'home-care' },
  ],
  products: [...freshGoods, ...dryGoods, ...pantryAndHome],
};
