/** What staff may do with a print job, by its state and their role. Pure; the server is the judge. */
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { handling, managing, type Role, selling } from '@parley/contract/values/role.ts';

export const jobActs = ['came_out', 'print_again', 'release', 'retry', 'hand_over', 'reprint', 'move', 'cancel'] as const;
export type JobAct = (typeof jobActs)[number];

const operating: readonly Role[] = [...managing, 'print_operator'];
export const printingRoles: readonly Role[] = [...new Set<Role>([...selling, ...handling, 'print_operator'])];

const roles: Readonly<Record<JobAct, readonly Role[]>> = {
  came_out: operating,
  print_again: operating,
  release: printingRoles,
  retry: operating,
  hand_over: printingRoles,
  reprint: operating,
  move: operating,
  cancel: operating,
};

/** In their order: the first is the obvious next step. */
const acts: Readonly<Record<PrintJobView['status'], readonly JobAct[]>> = {
  waiting: ['move', 'cancel'],
  held: ['release', 'move', 'cancel'],
  queued: ['move', 'cancel'],
  printing: ['cancel'],
  unknown: ['came_out', 'print_again', 'cancel'],
  failed: ['retry', 'cancel'],
  printed: ['hand_over', 'reprint'],
  cancelled: [],
};

export function actsOf(
  job: Pick<PrintJobView, 'status' | 'cancel_asked' | 'pickup_code' | 'file' | 'handed_over'>,
  role: Role,
): readonly JobAct[] {
  const isWiped = job.file.wiped_at !== null;
  return acts[job.status].filter(
    (act) =>
      (role === 'platform_admin' || roles[act].includes(role)) &&
      !(act === 'cancel' && job.cancel_asked) &&
      !(act === 'release' && job.pickup_code === null) &&
      !(act === 'hand_over' && job.handed_over !== null) &&
      !(isWiped && (act === 'retry' || act === 'reprint' || act === 'print_again')),
  );
}

export const mayOperate = (role: Role): boolean => role === 'platform_admin' || operating.includes(role);
