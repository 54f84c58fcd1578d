/** Does what the machine asks for: calls functions of the page, and the methods of `<pass-service>`. */
import { writeNote, readNote } from '../storage/device-note.ts';
import { selection } from './answers.ts';
import type { PageCall } from './access-enabler.ts';
import { ask, readTrial } from './asking.ts';
import { event } from './codes.ts';
import { configurationXml } from './configuration.ts';
import { baseOf, isPlainObject, readOptions } from './environment.ts';
import { callPage, type ErrorHandlers, guarded, say } from './handlers.ts';
import { asPassError, findOrCreate, type LinkOptions, type Service, settle, viewerOf } from './link.ts';
import { transition } from './machine.ts';
import { readCall } from './page-calls.ts';
import { showPicker } from './picker-dialog.ts';
import { type AeAction, type AeEffect, type AeState, initialState } from './state.ts';
import { describeClient } from './viewer-data.ts';
import { type AeSelection, CANCELLED } from './types.ts';
import { openSignInWindow, SIGN_IN_WINDOW } from './windows.ts';

export interface Bridge {
  /** A call as the page made it. */
  run(call: PageCall): void;
  selection(): AeSelection;
}

/** What a page need not say in its calls. */
export interface BridgeSource {
  statement?: string | undefined;
  baseUrl?: string | undefined;
  /** Registers `<pass-service>` and the picker; asked only where nobody has done so. */
  load: () => Promise<unknown>;
}

export function createBridge(source: BridgeSource, handlers: ErrorHandlers): Bridge {
  const client = describeClient(navigator.userAgent);
  let state: AeState = initialState;
  let link: LinkOptions | undefined;
  let service: Service | undefined;
  let stopFollowing = (): void => {};
  let signingIn = new AbortController();
  let opened: Window | null = null;
  let setUps = 0;

  const dispatch = (action: AeAction): void => {
    const before = state.trial?.id ?? null;
    const step = transition(state, action, viewerOf(service));
    state = step.state;
    const trial = state.trial?.id ?? null;
    if (trial !== before && action.type !== 'set-up') void writeNote(noteKey(), trial);
    for (const effect of step.effects) run(effect);
  };
  const noteKey = (): [string, string] => ['access-enabler', link!.requestor];

  /** Never inside the call that caused it, and in the order in which it was caused. */
  const later = (work: () => void): void => queueMicrotask(work);

  const run = (effect: AeEffect): void => {
    switch (effect.type) {
      case 'callback':
        return later(() => callback(effect.name, effect.args));
      case 'error-event':
        return later(() => handlers.tell(effect.event));
      case 'respond':
        return later(() => void guarded(effect.callback[effect.name], effect.callback, [effect.response]));
      case 'say':
        return say(effect.text);
      case 'turn-over':
        return later(() => dispatch({ type: 'turn-over' }));
      case 'set-up':
        return void setUp();
      case 'open-window':
        opened = openSignInWindow(effect.mvpd, state.options);
        return;
      case 'close-window':
        opened?.close();
        opened = null;
        return;
      case 'end-sign-in':
        return signingIn.abort();
      case 'cancelled':
        document.dispatchEvent(new CustomEvent(CANCELLED, { detail: { mvpd: effect.mvpd } }));
        return;
      case 'sign-in':
        return signIn(effect);
      default:
        return void ask(effect, service!).then(actions => actions.forEach(dispatch));
    }
  };

  const callback = (name: string, args: unknown[]): void => {
    if (name === 'sendTrackingData') callPage(name, [args[0], [...(args[1] as unknown[]), ...client]]);
    else if (name === 'setConfig') callPage(name, [configurationXml(link!.requestor, state.providers)]);
    else if (!callPage(name, args) && name === 'displayProviderDialog') {
      showPicker(service!, id => dispatch({ type: 'call', call: { name: 'setSelectedProvider', id } }));
    }
  };

  const setUp = async (): Promise<void> => {
    const mine = ++setUps;
    try {
      const found = await findOrCreate(link!);
      if (setUps !== mine) return;
      follow(found);
      // What failed before is asked for again.
      if (found.state === 'error') await found.refresh();
      const arrival = await settle(found);
      const trial = await readTrial(found, await readNote(noteKey()).catch(() => null));
      if (setUps === mine) dispatch({ type: 'set-up', ...arrival, trial });
    } catch (error) {
      if (setUps === mine) dispatch({ type: 'set-up-failed', error: asPassError(error) });
    }
  };

  const follow = (found: Service): void => {
    stopFollowing();
    service = found;
    const arrived = (): void => dispatch({ type: 'arrived' });
    found.addEventListener('pass-signed-in', arrived);
    stopFollowing = () => found.removeEventListener('pass-signed-in', arrived);
  };

  const signIn = ({ id, mvpd, background, redirectUrl }: Extract<AeEffect, { type: 'sign-in' }>): void => {
    signingIn = new AbortController();
    const { signal } = signingIn;
    const mode = background && opened ? 'popup' : 'redirect';
    opened = null;
    const notice = (): string | null => service!.client?.store.getState().notice ?? null;
    service!.signIn(mvpd, { mode, target: SIGN_IN_WINDOW, redirectUrl, signal }).then(
      () => dispatch({ type: 'signed-in', id }),
      (error: unknown) => dispatch({ type: 'sign-in-failed', id, error: asPassError(error), notice: notice() }),
    );
  };

  const setRequestor = (id: unknown, second: unknown, third: unknown): void => {
    const requestor = String(id);
    const [endpoints, wishes] = isPlainObject(second) ? [null, second] : [second, third];
    const options = readOptions(wishes);
    const isNew = link?.requestor !== requestor;
    const baseUrl = source.baseUrl ?? baseOf(endpoints) ?? (isNew ? undefined : link?.baseUrl);
    const { visitorID: visitorId, applicationId } = options;
    const { statement, load } = source;
    const wantsConfig = options.callSetConfig !== false && typeof window.setConfig === 'function';
    link = { requestor, statement, load, baseUrl, visitorId, applicationId };
    dispatch({ type: 'requestor', options, isNew, wantsConfig });
  };

  return {
    run([name, ...args]) {
      try {
        if (name === 'setRequestor') return setRequestor(args[0], args[1], args[2]);
        const call = readCall(name, args);
        if (call) dispatch({ type: 'call', call });
      } catch (error) {
        // What a page hands over may throw when it is looked at; the page goes on.
        handlers.tell({ ...event('500'), message: `${name}(): ${asPassError(error).message}` });
      }
    },
    selection: () => selection({ state, viewer: viewerOf(service), effects: [] }),
  };
}

declare global {
  interface Window {
    /** The page's own. */
    setConfig?: unknown;
  }
}
