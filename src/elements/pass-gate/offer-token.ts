import { PassVerifyEvent } from '../../events/pass-verify.ts';
import type { Permit } from '../../pass/entitlement.ts';

/** Shows the media token to the page, by the event `pass-verify`, and collects the checks that it wants waited for. */
export function offerToken(host: Element, { resource, mediaToken }: Permit): Promise<unknown>[] {
  const promises: Promise<unknown>[] = [];
  let late = false;
  const waitUntil = (promise: Promise<unknown>): void => {
    // Nobody would wait for it: a page that believes so must learn that it is wrong.
    if (late) throw new Error('pass-verify: expected waitUntil while the event is handled');
    promises.push(Promise.resolve(promise));
  };
  // What a listener throws does not come out of the dispatch; a check that broke down is no yes.
  const onError = ({ error }: ErrorEvent): void => waitUntil(Promise.reject(error as Error));
  window.addEventListener('error', onError);
  host.dispatchEvent(new PassVerifyEvent(resource, mediaToken, waitUntil));
  window.removeEventListener('error', onError);
  late = true;
  // They are looked at a little later; until then a rejection is nobody's.
  for (const promise of promises) promise.catch(() => {});
  return promises;
}
