/** What the phone needs of the rest. Types only. */
import type { PhoneSide } from '../../../providers/messaging/whatsapp-cloud/phone.port.ts';
import type { SandboxAssets } from '../sandbox-assets.ts';
import type { BusinessProfile } from './profiles.ts';

export interface PhoneDeps {
  readonly side: PhoneSide;
  readonly assets: SandboxAssets;
  readonly profiles: readonly BusinessProfile[];
  /** The catalogue a business number shows, for catalogue messages that name none. */
  readonly catalogIdOf?: (phoneNumberId: string) => string | undefined;
}
