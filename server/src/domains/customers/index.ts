/** Front door of customers: who they are by phone or scoped id (with aliases), their language, consent and addresses. */
export type { Contacts } from './contacts/create-contacts.ts';
export { createCustomers } from './create-customers.ts';
export type { Address, Customer, Customers } from './customer.ts';
