import { randomId } from '../core/random.ts';
import type { Key, KeyValueStore } from '../storage/key-value.ts';
import type { Profile, Provider } from './types.ts';

/** The provider a viewer chose, as it is offered again next time. */
export type RememberedProvider = Pick<Provider, 'id' | 'logoUrl'> & {
  /** Not known where the provider was chosen on another device or site. */
  displayName?: string | undefined;
  /** Somebody got in there; otherwise it was only chosen. */
  confirmed?: true;
};

/** What is kept on the device between visits. Decisions and media tokens never are. */
export interface PassMemory {
  key(name: string): (string | number)[];
  deviceId(): Promise<string>;
  /** The device had no identifier before this page. */
  readonly isNewDevice: boolean;
  load(): Promise<{ profiles: Profile[]; provider: RememberedProvider | null }>;
  keepProfiles(profiles: readonly Profile[]): Promise<void>;
  keepProvider(provider: RememberedProvider | null): Promise<void>;
}

export function createPassMemory(storage: KeyValueStore, scope: Key, now: () => number): PassMemory {
  const key = (name: string): (string | number)[] => ['pass', ...scope, name];
  let deviceId: string | undefined;
  let isNewDevice = false;
  const create = (): string => {
    isNewDevice = true;
    return (deviceId = randomId());
  };
  return {
    key,
    get isNewDevice() {
      return isNewDevice;
    },
    // One per device and origin, for all publishers and for ever: a new one would sign the viewer out. It is written
    // again where somebody emptied the store under an open page.
    deviceId: async () =>
      (deviceId = (await storage.update<string>(['device'], stored => stored ?? deviceId ?? create()))!),
    async load() {
      const [profiles, provider] = await Promise.all([
        storage.get<Profile[]>(key('profiles')),
        storage.get<RememberedProvider>(key('provider')),
      ]);
      return { profiles: (profiles ?? []).filter(({ notAfter }) => notAfter > now()), provider: provider ?? null };
    },
    keepProfiles: profiles =>
      profiles.length ? storage.set(key('profiles'), [...profiles]) : storage.delete(key('profiles')),
    keepProvider: provider => (provider ? storage.set(key('provider'), provider) : storage.delete(key('provider'))),
  };
}
