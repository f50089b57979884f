/** What the sandbox's front page is told. Types only. */
import type { SandboxService } from './faults.routes.ts';
import type { SandboxAssets } from './sandbox-assets.ts';

export interface FrontPageDeps {
  readonly assets: SandboxAssets;
  readonly services: readonly SandboxService[];
  readonly demoSignIn: { readonly email: string; readonly password: string };
  /** Path of the demo shop window: `/starlingmarket`. */
  readonly shopPath: string;
  /** What `/` answers where JSON is asked for. */
  readonly serviceInfo: () => Promise<object> | object;
}
