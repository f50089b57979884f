import * as fruit from './fruit.ts';
import * as vegetables from './vegetables.ts';
import * as staples from './staples.ts';
const all = { ...fruit, ...vegetables, ...staples } as unknown as Record<string, () => string>;
export type DrawingName = string;
export const drawings = all;
