import { reflectState } from '../../controllers/reflect-state.ts';
import { PassErrorEvent } from '../../events/pass-error.ts';
import { PassSignedInEvent } from '../../events/pass-signed-in.ts';
import { PassSignedOutEvent } from '../../events/pass-signed-out.ts';
import { PassStateChangeEvent } from '../../events/pass-state-change.ts';
import type { PassError } from '../../pass/errors.ts';
import type { PassState, PassStatus } from '../../pass/pass-state.ts';

/** Tells the page what became of its service: by the `state` attribute and by events, each change once. */
export class ServiceNews {
  readonly #host: HTMLElement;
  #told: Pick<PassState, 'profile' | 'error'> = { profile: null, error: null };
  state: PassStatus = 'unconfigured';
  /** What last went wrong and was not mended since. */
  error: PassError | null = null;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** Another client: nothing is known of anybody. */
  startOver(): void {
    this.#told = { profile: null, error: null };
  }

  follow(state: PassState): void {
    const told = this.#told;
    this.#told = state;
    this.#become(state.status);
    if (told.profile && !state.profile) this.#host.dispatchEvent(new PassSignedOutEvent(told.profile.mvpd));
    if (state.profile && state.profile.mvpd !== told.profile?.mvpd) {
      this.#host.dispatchEvent(new PassSignedInEvent(state.profile));
    }
    if (state.error && state.error !== told.error) this.#fail(state.error);
    else this.error = state.error;
  }

  /** There is no client at all. */
  refuse(state: 'unconfigured' | 'error', error: PassError): void {
    this.#become(state);
    this.#fail(error);
  }

  #become(state: PassStatus): void {
    const previous = this.state;
    this.state = state;
    reflectState(this.#host, state);
    if (state !== previous) this.#host.dispatchEvent(new PassStateChangeEvent(state, previous));
  }

  #fail(error: PassError): void {
    this.error = error;
    this.#host.dispatchEvent(new PassErrorEvent(error));
  }
}
