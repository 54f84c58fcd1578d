import type { LitElement } from 'lit';
import { whenSeen } from '../../controllers/when-seen.ts';

/** A gate asks a little before it comes into view. */
const AHEAD = '200px';

/** The moment that a gate's `when` names: until it has come, nothing is asked. */
export class GateMoment {
  readonly #host: LitElement;
  #stopLooking = (): void => {};
  reached = false;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** Waits for the moment of this `when`. */
  look(when: string | null): void {
    this.#stopLooking();
    if (when === 'click' || !this.#host.isConnected) return;
    if (when === 'visible') this.#stopLooking = whenSeen(this.#host, this.reach, AHEAD);
    else this.reach();
  }

  /** Now, whatever `when` says. */
  readonly reach = (): void => {
    this.reached = true;
    this.#host.requestUpdate();
  };

  /** Stops looking, for the time being. */
  rest(): void {
    this.#stopLooking();
  }

  /** The gate is gone from the page; put back, it waits again. */
  reset(): void {
    this.reached = false;
    this.#host.requestUpdate();
  }
}
