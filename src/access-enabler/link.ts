/** The way to `<pass-service>`: the page's own one where it has one, else one that is kept out of sight. */
import type { PassServiceElement } from '../elements/pass-service/pass-service.ts';
import type { PassError } from '../pass/errors.ts';
import type { PassClient } from '../pass/pass-client.ts';
import type { PassState } from '../pass/pass-state.ts';
import { parsed } from './page-parsed.ts';
import type { Arrival, Viewer } from './state.ts';

export type Service = PassServiceElement;

export interface LinkOptions {
  requestor: string;
  statement: string | undefined;
  baseUrl: string | undefined;
  visitorId: string | undefined;
  applicationId: string | undefined;
  /** Registers the elements, where nobody has done it yet. */
  load: () => Promise<unknown>;
}

const TAG = 'pass-service';
/** No answer of the service may keep a page waiting for ever. */
const PATIENCE = 10_000;
/** Looks at a code that find nothing after the viewer came back; then nobody is signed in. */
const LOOKS = 2;

/** Elements that were made here, and with which statement. */
const own = new WeakMap<Element, string | undefined>();

/** The service of that requestor, once its elements work. */
export async function findOrCreate(options: LinkOptions): Promise<Service> {
  await parsed();
  if (!customElements.get(TAG)) {
    await options.load().catch((cause: unknown) => {
      throw asError('network', 'tve-elements.js is missing beside this script.', cause);
    });
  }
  const { requestor, statement, baseUrl, visitorId, applicationId } = options;
  const services = [...document.querySelectorAll<Service>(TAG)];
  const found = services.find(({ serviceProvider }) => serviceProvider === requestor);
  const service = found ?? document.createElement(TAG);
  if (!found || (own.has(service) && statement && own.get(service) !== statement)) {
    if (!statement)
      throw asError('invalid_software_statement', 'new AccessEnabler(): the software statement is missing.');
    own.set(service, statement);
    Object.assign(service, { serviceProvider: requestor, softwareStatement: statement, baseUrl: baseUrl ?? null });
  }
  // To set what is set already would begin everything anew.
  if (visitorId !== undefined && service.visitorId !== visitorId) service.visitorId = visitorId;
  if (applicationId !== undefined && service.applicationId !== applicationId) service.applicationId = applicationId;
  if (!found) document.body.append(service);
  await service.updateComplete;
  return service;
}

/** Resolves once it is known who is signed in; rejects when that cannot be known. */
export async function settle(service: Service): Promise<Arrival> {
  const { client } = service;
  if (!client) throw service.error ?? asError('invalid-configuration', 'The <pass-service> is not set up.');
  let hadProfile = false;
  const stop = client.store.subscribe(({ profile }) => void (hadProfile ||= profile !== null));
  await client.ready;
  // This window is about to close, and nothing of the page is to start in it.
  if (client.isReturnWindow) await new Promise(() => {});
  const cameBack = isComingBack(client.store.getState());
  const state = cameBack ? await returned(client) : client.store.getState();
  stop();
  if (state.status === 'error' && state.error && !state.profile) throw state.error;
  const isUnfinished = state.status === 'signing-in' && isComingBack(state);
  if (isUnfinished) client.cancelSignIn();
  return {
    isFresh: cameBack && state.profile !== null,
    isUnfinished,
    isRenewed: hadProfile && !state.profile && client.isRenewed,
  };
}

const isComingBack = ({ status, signIn }: PassState): boolean =>
  status === 'signing-in' && signIn?.mode === 'redirect' && signIn.phase === 'confirming';

/** The state once the viewer's sign-in has shown itself, or has not for long enough. */
const returned = ({ store }: PassClient): Promise<PassState> =>
  new Promise(resolve => {
    const timer = setTimeout(() => end(store.getState()), PATIENCE);
    let stop = (): void => {};
    const end = (state: PassState): void => {
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve(state);
    };
    stop = store.subscribe(state => {
      if (!isComingBack(state) || state.signIn!.empty >= LOOKS) end(state);
    });
  });

export function viewerOf(service: Service | undefined): Viewer {
  const state = service?.client?.store.getState();
  const isLive = ({ notAfter }: { notAfter: number }): boolean => notAfter > Date.now();
  const profile = state?.profile;
  return {
    profile: profile && isLive(profile) ? profile : null,
    profiles: (state?.profiles ?? []).filter(isLive),
    remembered: state?.remembered?.confirmed ? state.remembered.id : null,
  };
}

/** In the shape of what the service's own errors have. */
const asError = (code: string, message: string, cause?: unknown): PassError =>
  Object.assign(new Error(message), { code, cause }) as PassError;

/** Whatever was thrown, as an error with a code. */
export const asPassError = (thrown: unknown): PassError =>
  (thrown as Partial<PassError> | null)?.code
    ? (thrown as PassError)
    : asError('invalid-response', String((thrown as Error | null)?.message ?? thrown), thrown);
