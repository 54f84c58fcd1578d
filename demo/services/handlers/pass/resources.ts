import { RESOURCES } from '../../fixtures.ts';
import type { World } from '../shared/world-types.ts';
import type { Phase } from './decisions.ts';
import type { Verdict } from './evaluate.ts';
import type { Provider } from './providers.ts';

/** A plain id, or the channel title of an MRSS document: what a provider's package list would be searched for. */
export function resourceName(resource: string): string {
  if (!resource.trimStart().startsWith('<')) return resource;
  return /<title>\s*([^<]*?)\s*<\/title>/.exec(resource)?.[1] ?? resource;
}

/** Denials that depend on the resource alone; see README.md for the table. */
export function denyByResource(world: World, provider: Provider, resource: string, phase: Phase): Verdict | undefined {
  const name = resourceName(resource);
  if (name === RESOURCES.premium && !provider.permitsPremium) {
    const preview = `preauthorization_${world.switches.preauthorizationDenial}_by_mvpd`;
    return {
      code: phase === 'preauthorize' ? preview : 'authorization_denied_by_mvpd',
      details: `Your ${provider.name} plan does not include Premium. Call ${provider.name} to upgrade.`,
    };
  }
  if (name === RESOURCES.ended) return { code: 'authorization_denied_by_session_invalidated' };
  if (name === RESOURCES.stranger) return { code: 'identity_not_recognized_by_mvpd' };
  return undefined;
}
