import { degradationOf } from './degradation.ts';
import { evaluate, type Verdict } from './evaluate.ts';
import type { PassRequest } from './endpoint.ts';
import { json, passError } from './errors.ts';
import { requireProvider } from './integration.ts';
import { issueMediaToken } from './media-tokens.ts';
import type { Provider } from './providers.ts';
import { time } from './times.ts';

/** `POST decisions/preauthorize/{mvpd}` (4.9): hints for lists, never a token. */
export function preauthorize(request: PassRequest): Promise<Response> {
  return decide(request, 'preauthorize', request.world.settings.maxPreauthorize);
}

/** `POST decisions/authorize/{mvpd}` (4.10): the decision a playback starts with. */
export function authorize(request: PassRequest): Promise<Response> {
  return decide(request, 'authorize', request.world.settings.maxAuthorize);
}

export type Phase = 'preauthorize' | 'authorize';

async function decide(request: PassRequest, phase: Phase, limit: number): Promise<Response> {
  const { world, refuse, json: body, call } = request;
  const provider = requireProvider(request, request.param('mvpd'));
  if (provider instanceof Response) return provider;
  const resources = body['resources'];
  if (!Array.isArray(resources) || resources.length === 0 || !resources.every(r => typeof r === 'string' && r !== '')) {
    return refuse('invalid_parameter_resources', { details: 'resources must be a list of non-empty strings' });
  }
  const names = resources as string[];
  if (names.length > limit) {
    const details = `${names.length} resources; at most ${limit} are allowed`;
    if (world.switches.tooManyResources === 'top') return refuse('too_many_resources', { details, rule: 'PASS-R69' });
    call.complain('PASS-R69', details, 'refused');
    return json({ decisions: names.map(name => item(request, provider, name, { code: 'too_many_resources' }, phase)) });
  }
  if (provider.login === 'slow') await new Promise(resolve => setTimeout(resolve, world.settings.slowDelay));

  const verdicts = names.map(name => evaluate(request, provider, name, phase));
  const profileError = verdicts.find(verdict => verdict.code?.startsWith('authenticated_profile_'))?.code;
  if (profileError && world.switches.profileErrors === 'top') return refuse(profileError);
  const inOwnWords = verdicts.some(({ code, details }) => code !== undefined && details !== undefined);
  if (inOwnWords && world.switches.denialWords === 'failure') return new Response(null, { status: 500 });
  const items = names.map((name, index) => item(request, provider, name, verdicts[index] ?? {}, phase));
  const shown = world.switches.omitDenied ? items.filter(({ authorized }) => authorized) : items;
  return json({ decisions: shown });
}

function item(request: PassRequest, provider: Provider, resource: string, verdict: Verdict, phase: Phase) {
  const { world, sp } = request;
  const authorized = verdict.code === undefined;
  const source = verdict.source ?? 'mvpd';
  const decision: Record<string, unknown> = {
    resource: world.switches.echoTrailingSpace ? `${resource} ` : resource,
    serviceProvider: sp.id,
    mvpd: provider.id,
    source,
    authorized,
  };
  if (!authorized) decision['error'] = passError(world, verdict.code ?? '', { details: verdict.details });
  if (phase === 'preauthorize') return decision;

  const now = world.clock.now();
  if (authorized) decision['token'] = issueMediaToken(request, resource, provider.id);
  // AuthZAll permits without saying how long the answer is kept (5.11).
  const open = degradationOf(world, sp.id, provider.id)?.rule === 'AuthZAll';
  if (!open) {
    decision['notBefore'] = time(world, now);
    decision['notAfter'] = time(world, now + world.settings.decisionLife * 1000);
  }
  return decision;
}
