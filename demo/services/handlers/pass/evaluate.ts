import type { Phase } from './decisions.ts';
import { degradationOf } from './degradation.ts';
import type { PassRequest } from './endpoint.ts';
import { findProfile, findSharedProfile, isLive } from './profile-store.ts';
import type { Provider } from './providers.ts';
import type { Profile } from './state.ts';
import { denyByResource, resourceName } from './resources.ts';
import { IDENTITY_HEADER, readTempPassIdentity } from './request-headers.ts';
import { findLimit, findTrial, startTrial } from './temp-pass.ts';

/** A decision: permitted without a `code`, denied with one. */
export interface Verdict {
  code?: string;
  details?: string | undefined;
  source?: 'mvpd' | 'degradation' | 'temppass';
}

/** Degradation first, then TempPass, then the viewer's profile, then the provider's script, then the resource. */
export function evaluate(request: PassRequest, provider: Provider, resource: string, phase: Phase): Verdict {
  const { world, seat, sp, subject } = request;
  const degradation = degradationOf(world, sp.id, provider.id);
  if (degradation?.rule === 'AuthZNone') {
    return { code: 'authorization_denied_by_degradation_rule', details: degradation.message, source: 'degradation' };
  }
  if (degradation) return { source: 'degradation' };
  if (provider.tempPass) return { ...evaluateTempPass(request, provider, resource, phase), source: 'temppass' };

  const own = findProfile(world, seat, provider.id);
  const signedIn = isLive(world, own) || findSharedProfile(world, seat, provider.id, subject) !== undefined;
  if (!signedIn) return { code: whyNotSignedIn(own) };
  return evaluateScript(request, provider, resource, phase) ?? denyByResource(world, provider, resource, phase) ?? {};
}

function whyNotSignedIn(profile: Profile | undefined): string {
  if (!profile) return 'authenticated_profile_missing';
  return profile.invalidated ? 'authenticated_profile_invalidated' : 'authenticated_profile_expired';
}

function evaluateScript({ world, seat }: PassRequest, { id, script }: Provider, resource: string, phase: Phase) {
  if (!script) return undefined;
  if (script.kind === 'timesOut') return { code: 'network_connection_timeout' };
  if (script.kind === 'denies') {
    if (!script.resources.includes(resourceName(resource))) return undefined;
    const previewed = phase === 'preauthorize' && script.code === 'authorization_denied_by_mvpd';
    const code = previewed ? `preauthorization_${world.switches.preauthorizationDenial}_by_mvpd` : script.code;
    return { code, details: script.details };
  }
  // Fails so many times, permits, and starts over: every playback sees the same stumble.
  const key = [seat.client, seat.device, id, phase, resource].join('\n');
  const failed = world.pass.stumbles.get(key) ?? 0;
  world.pass.stumbles.set(key, failed < script.times ? failed + 1 : 0);
  return failed < script.times ? { code: script.code } : undefined;
}

function evaluateTempPass(request: PassRequest, provider: Provider, resource: string, phase: Phase): Verdict {
  const { world, seat, call } = request;
  if (provider.tempPass === 'broken') return { code: 'invalid_configuration_temporary_access' };
  const promotional = provider.tempPass === 'promotional';
  const reading = readTempPassIdentity(world, call.request.headers.get(IDENTITY_HEADER));
  const optional = phase === 'preauthorize' && world.switches.identityOnPreauthorize === 'optional';
  if (promotional && 'problem' in reading && !optional) {
    call.complain('PASS-R124', reading.problem, 'refused');
    return { code: 'invalid_header_identity_for_temporary_access', details: reading.problem };
  }
  const identity = promotional && 'value' in reading ? reading.value : undefined;
  const known = findTrial(world, seat, provider.id, identity);
  const limit = findLimit(world, known, resource);
  if (limit) return { code: limit };
  if (phase === 'preauthorize') return {};
  const trial = known ?? startTrial(world, seat, provider.id, identity);
  if (promotional && !trial.used.includes(resource)) trial.used.push(resource);
  return {};
}
