/**
 * The desk's reads as one value for the composition root. They join what several rooms keep, for lists that no single room could
 * answer in one question; they must never write, and no rule is decided here.
 */
import type { DeskReads } from '../desk-deps.ts';
import { listChats, namesOfCustomers, readChat } from './chat-list.store.ts';
import { listStock, movedByOrder, numbersOfOrders, unitsOfProducts } from './stock-list.store.ts';
import { readPulse, readToday } from './today.store.ts';

export const deskReads: DeskReads = {
  pulse: readPulse,
  today: readToday,
  names: namesOfCustomers,
  chats: listChats,
  chat: readChat,
  stock: listStock,
  unitsOf: unitsOfProducts,
  orderNumbers: numbersOfOrders,
  movedBy: movedByOrder,
};
