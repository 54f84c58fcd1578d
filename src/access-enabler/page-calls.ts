/** What a page typed, read with care: a wrong type is never more than a missing value. */
import { readIdentity, readRedirect } from './environment.ts';
import { say } from './handlers.ts';
import type { PreauthorizeRequest } from './preauthorize-request.ts';
import type { AccessEnablerCallback, AeCall } from './types.ts';

export function readCall(name: string, args: readonly unknown[]): AeCall | undefined {
  const [first, second, third] = args;
  switch (name) {
    case 'checkAuthentication':
    case 'getSelectedProvider':
    case 'logout':
      return { name };
    case 'getAuthentication':
      return { name, redirectUrl: readRedirect(first), identity: readIdentity(second) };
    case 'setSelectedProvider':
      return { name, id: first ? String(first) : null };
    case 'checkAuthorization':
      return { name, resource: String(first), identity: readIdentity(second) };
    case 'getAuthorization':
      return { name, resource: String(first), redirectUrl: readRedirect(second), identity: readIdentity(third) };
    case 'checkPreauthorizedResources':
      return { name, resources: texts(first) ?? [], cache: second !== false };
    case 'preauthorize': {
      const { resources, disabledFeatures } = (first ?? {}) as Partial<PreauthorizeRequest>;
      const cache = !disabledFeatures?.includes('LOCAL_CACHE');
      return { name, resources: texts(resources), cache, callback: (second ?? {}) as AccessEnablerCallback };
    }
    case 'getMetadata': {
      const resource: unknown = Array.isArray(second) ? second[0] : second;
      return { name, key: String(first), ...(typeof resource === 'string' ? { resource } : {}) };
    }
    default:
      say(`${name}() does nothing; define displayProviderDialog, or leave it out for a dialog of our own.`);
      return undefined;
  }
}

const texts = (list: unknown): string[] | null => (Array.isArray(list) ? list.map(String) : null);
