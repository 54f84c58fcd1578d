import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PassError } from '../pass/errors.ts';
import type { PassClient } from '../pass/pass-client.ts';
import type { PassState } from '../pass/pass-state.ts';
import type { Provider } from '../pass/types.ts';
import { watchService } from './find-service.ts';

/** What other elements use of a `<pass-service>`. */
export interface PassServiceLike extends Element {
  readonly client: PassClient | null;
  readonly state: string;
  readonly error: PassError | null;
  readonly providerFilter?: ((provider: Provider) => boolean) | null;
  signIn: PassClient['signIn'];
  signOut: PassClient['signOut'];
  authorize: PassClient['authorize'];
  providers: PassClient['providers'];
  preauthorize: PassClient['preauthorize'];
  startSecondScreen: PassClient['startSecondScreen'];
  checkCode: PassClient['checkCode'];
  activate: PassClient['activate'];
  activationResult: PassClient['activationResult'];
}

/**
 * Ties an element to its `<pass-service>`: finds it, follows its state, and lets go of it when the element leaves the
 * document. The host is asked to update after every change.
 */
export class PassController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #changed: (state: PassState | null) => void;
  #connection: AbortController | undefined;
  #client: PassClient | null = null;
  #unsubscribe = (): void => {};

  /** The element that was found, upgraded or not. */
  service: PassServiceLike | null = null;
  /** What the service knows of its viewer; null until there is one that is set up. */
  state: PassState | null = null;

  constructor(host: ReactiveControllerHost & Element, changed: (state: PassState | null) => void = () => {}) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  /** There is no `<pass-service>` although the whole page has been read. */
  get missing(): boolean {
    return this.service === null && document.readyState !== 'loading';
  }

  /** The service lacks what it needs to work. */
  get unconfigured(): boolean {
    return this.service?.state === 'unconfigured' || (this.service?.state === 'error' && !this.#client);
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    watchService(this.#host, service => this.#attach(service as PassServiceLike | null), this.#connection.signal);
  }

  hostDisconnected(): void {
    this.#connection?.abort();
    // A move within the document comes back at once and must find everything as it was.
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#follow(null);
      this.service = null;
    });
  }

  #attach(service: PassServiceLike | null): void {
    this.service = service;
    this.#follow(service?.client ?? null);
    this.#host.requestUpdate();
  }

  #follow(client: PassClient | null): void {
    if (client === this.#client) return;
    this.#unsubscribe();
    this.#client = client;
    this.state = null;
    this.#unsubscribe = client
      ? client.store.subscribe(state => {
          this.state = state;
          this.#changed(state);
          this.#host.requestUpdate();
        })
      : () => {};
    if (!client) this.#changed(null);
  }
}
