/** Does what the machine asks for beyond telling the page: windows, and the methods of `<pass-service>`. */
import { ask } from './asking.ts';
import { asPassError, type Service } from './link.ts';
import type { AeAction, AeEffect } from './state.ts';
import { type AeOptions, CANCELLED } from './types.ts';
import { isOutsideClick, openSignInWindow, SIGN_IN_WINDOW } from './windows.ts';

interface Surroundings {
  dispatch(action: AeAction): void;
  service(): Service;
  options(): AeOptions;
}

export function createEffects({ dispatch, service, options }: Surroundings): (effect: AeEffect) => void {
  let signingIn = new AbortController();
  let opened: Window | null = null;

  const signIn = ({ id, mvpd, background, redirectUrl }: Extract<AeEffect, { type: 'sign-in' }>): void => {
    signingIn = new AbortController();
    const { signal } = signingIn;
    const mode = background && opened ? 'popup' : 'redirect';
    const isClosed = background && opened?.closed;
    opened = null;
    // By the viewer, who wants neither this window nor the page to go there.
    if (isClosed) {
      dispatch({ type: 'sign-in-failed', id, error: asPassError({ code: 'aborted' }), notice: null });
      return;
    }
    const notice = (): string | null => service().client?.store.getState().notice ?? null;
    service()
      .signIn(mvpd, { mode, target: SIGN_IN_WINDOW, redirectUrl, signal })
      .then(
        () => dispatch({ type: 'signed-in', id }),
        (error: unknown) => dispatch({ type: 'sign-in-failed', id, error: asPassError(error), notice: notice() }),
      );
  };

  return effect => {
    switch (effect.type) {
      case 'turn-over':
        return queueMicrotask(() => dispatch({ type: 'turn-over' }));
      case 'open-window':
        // A browser tells the viewer of every window that it blocks; that is for those that are needed.
        if (effect.when === 'early' && isOutsideClick()) return;
        if (effect.when !== 'late' || !opened) opened = openSignInWindow(effect.mvpd, options());
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
      case 'callback':
      case 'error-event':
      case 'respond':
      case 'say':
      case 'set-up':
        return;
      default:
        return void ask(effect, service()).then(actions => actions.forEach(dispatch));
    }
  };
}
