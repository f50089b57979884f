/** The places of the dashboard in their order, with the roles that find something there. */
import { accounting, anyRole, handling, managing, type Role, selling } from '@parley/contract/values/role.ts';
import {
  BookOpen,
  ChartColumn,
  House,
  type LucideIcon,
  MessageCircle,
  Package,
  PackageOpen,
  Printer,
  Receipt,
  Settings,
  ShoppingBag,
  Undo2,
  Users,
  Wallet,
} from 'lucide-react';

export interface Place {
  readonly to:
    | '/'
    | '/orders'
    | '/print'
    | '/chats'
    | '/products'
    | '/customers'
    | '/stock'
    | '/returns'
    | '/payments'
    | '/books'
    | '/reports'
    | '/purchases'
    | '/settings';
  readonly word:
    | 'home'
    | 'orders'
    | 'print'
    | 'chats'
    | 'products'
    | 'customers'
    | 'stock'
    | 'returns'
    | 'payments'
    | 'books'
    | 'reports'
    | 'purchases'
    | 'settings';
  readonly icon: LucideIcon;
  readonly roles: readonly Role[];
}

const both = (...groups: readonly (readonly Role[])[]): readonly Role[] => [...new Set([...groups.flat(), 'viewer' as const])];

export const places: readonly Place[] = [
  { to: '/', word: 'home', icon: House, roles: anyRole },
  { to: '/orders', word: 'orders', icon: ShoppingBag, roles: anyRole },
  // Where the shop prints at all.
  { to: '/print', word: 'print', icon: Printer, roles: both(selling, handling, ['print_operator']) },
  { to: '/chats', word: 'chats', icon: MessageCircle, roles: both(selling) },
  { to: '/products', word: 'products', icon: Package, roles: anyRole },
  { to: '/customers', word: 'customers', icon: Users, roles: both(selling) },
  { to: '/stock', word: 'stock', icon: PackageOpen, roles: both(handling, selling, accounting) },
  { to: '/purchases', word: 'purchases', icon: Receipt, roles: both(handling, accounting) },
  { to: '/returns', word: 'returns', icon: Undo2, roles: both(selling, handling) },
  { to: '/payments', word: 'payments', icon: Wallet, roles: both(accounting) },
  { to: '/books', word: 'books', icon: BookOpen, roles: both(accounting) },
  { to: '/reports', word: 'reports', icon: ChartColumn, roles: both(accounting) },
  { to: '/settings', word: 'settings', icon: Settings, roles: both(managing, anyRole) },
];

/** On a phone these stand at the thumb; the rest is one tap away. */
export const atTheThumb: readonly Place['word'][] = ['home', 'orders', 'chats', 'products'];
