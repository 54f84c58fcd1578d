import { createSingleFlight } from '../core/single-flight.ts';
import { wait } from '../core/wait.ts';
import type { PassContext } from './context.ts';
import { PassError } from './errors.ts';
import { type Identity, identityHeader, preauthorize } from './requests.ts';
import { decisionFor, readDecisions } from './responses.ts';
import { retryDelay } from './retry.ts';
import type { Decision } from './types.ts';

export interface PreauthorizeOptions {
  providerId?: string | undefined;
  /** How many resources one request may hold; the integration's own setting, 5 unless it was changed. */
  maxResources?: number | undefined;
  /** Of a viewer with a promotional TempPass: a SHA-256 hash in hex, made by the publisher. */
  identity?: Identity | undefined;
  /** Asks for what is remembered, too. */
  fresh?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** What a viewer could watch, as a hint for lists; it never starts a playback. */
export type Preauthorization = (
  mvpd: string,
  resources: readonly string[],
  options: PreauthorizeOptions,
) => Promise<Decision[]>;

/** Permits live in this page's memory, for one provider, until they run out or are forgotten; denials are asked again. */
export function createPreauthorization(context: PassContext): Preauthorization {
  const { clock, random, transport, config, store } = context;
  const share = createSingleFlight();
  let permits = new Map<string, Decision>();
  let standing = '';

  const remembered = (resource: string): Decision | undefined => {
    const permit = permits.get(resource);
    return permit && (permit.notAfter ?? Infinity) > clock.now() ? permit : undefined;
  };

  /** One request, and repetitions for those of its items that ask for it; then every item has a decision. */
  const ask = async (
    mvpd: string,
    resources: readonly string[],
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Decision[]> => {
    const decisions = new Map<string, Decision>();
    const tries = { used: 0 };
    for (let open = resources; ;) {
      const request = preauthorize(config.serviceProvider, mvpd, open);
      const answer = await transport(request, readDecisions, { signal, priority: 'background', tries, headers });
      for (const resource of open) {
        const decision = decisionFor(answer, resource) ?? absent(resource, mvpd);
        // The service may have added white space to the name.
        decisions.set(resource, { ...decision, resource });
      }
      open = open.filter(resource => decisions.get(resource)!.error?.action === 'retry');
      const error = open[0] === undefined ? undefined : decisions.get(open[0])!.error!;
      const pause = error && retryDelay(error, request, tries, random);
      if (pause === undefined) return [...decisions.values()];
      tries.used++;
      await wait(clock, pause, signal);
    }
  };

  return async (mvpd, resources, { maxResources = 5, fresh = false, identity, signal }) => {
    const { revision } = store.getState();
    if (standing !== `${revision} ${mvpd}`) permits = new Map();
    standing = `${revision} ${mvpd}`;
    const found = new Map<string, Decision>();
    const open = [...new Set(resources)].filter(resource => {
      const permit = fresh ? undefined : remembered(resource);
      if (permit) found.set(resource, permit);
      return !permit;
    });
    for (let at = 0; at < open.length; at += Math.max(1, maxResources)) {
      const chunk = open.slice(at, at + Math.max(1, maxResources));
      // A question for whoever was signed in before is not this one.
      const name = JSON.stringify([mvpd, revision, identity, chunk]);
      for (const decision of await share(name, shared => ask(mvpd, chunk, identityHeader(identity), shared), signal)) {
        found.set(decision.resource, decision);
        if (decision.authorized && standing === `${store.getState().revision} ${mvpd}`) {
          permits.set(decision.resource, decision);
        }
      }
    }
    return resources.map(resource => found.get(resource)!);
  };
}

/** A provider that leaves a resource out has not permitted it. */
const absent = (resource: string, mvpd: string): Decision => ({
  resource,
  mvpd,
  source: 'mvpd',
  authorized: false,
  error: new PassError({ code: 'invalid-response', message: 'The answer has no decision on this resource.' }),
});
