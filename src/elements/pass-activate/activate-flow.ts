import type { ReactiveController } from 'lit';
import { leaveFor, takeParameter } from '../../controllers/page-address.ts';
import type { PassController } from '../../controllers/pass-controller.ts';
import { PassErrorEvent } from '../../events/pass-error.ts';
import { asPassError } from '../../pass/errors.ts';
import { type ActivateAction, type ActivatePhase, activateTransition, start } from './activate-machine.ts';
import type { PassActivateElement } from './pass-activate.ts';

/** Asks what a code stands for, leads to the provider, and looks at the end what came of it. */
export class ActivateFlow implements ReactiveController {
  readonly #host: PassActivateElement;
  readonly #pass: PassController;
  #run: AbortController | undefined;
  /** The code that came with the address, until it can be asked about. */
  #given: string | null = null;
  /** Whether this page is a return from the provider is asked once. */
  #client: unknown;

  phase: ActivatePhase = start;

  constructor(host: PassActivateElement, pass: PassController) {
    this.#host = host;
    this.#pass = pass;
    host.addController(this);
  }

  readonly submit = (code: string, uncompared = false): void => {
    this.#become({ type: 'submit', code, uncompared });
    if (this.phase.state !== 'checking') return;
    void this.#ask(async (service, signal) => {
      const activation = await service.checkCode(this.phase.code, { signal });
      if (signal.aborted) return;
      this.#become({ type: 'known', activation });
      if (this.phase.state === 'redirecting') await this.#go(service, signal);
    });
  };

  /** With the provider that was chosen here; without one, with that of the other device. */
  readonly choose = (provider?: { id: string; displayName: string }): void => {
    this.#become({ type: 'choose', ...(provider ? { provider } : {}) });
    void this.#ask((service, signal) => this.#go(service, signal));
  };

  /** Back to the beginning. */
  readonly again = (): void => {
    this.#run?.abort();
    this.#become({ type: 'again' });
  };

  /** The same once more, after something went wrong. */
  readonly retry = (): void => {
    const { state, service } = this.#pass;
    if (state?.status === 'error') void service?.client?.refresh().catch(() => {});
    if (this.phase.state !== 'error') return;
    if (this.phase.activation && this.phase.provider) this.choose(this.phase.provider);
    else if (this.phase.code) this.submit(this.phase.code, this.phase.uncompared);
    else this.again();
  };

  hostConnected(): void {
    window.addEventListener('pageshow', this.#onPageShow);
    this.#given = takeParameter('code') ?? this.#given;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    window.removeEventListener('pageshow', this.#onPageShow);
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#client = undefined;
      this.again();
    });
  }

  hostUpdate(): void {
    const client = this.#pass.service?.client;
    if (!client || client === this.#client) return;
    this.#client = client;
    void this.#arrive();
  }

  /** A new page: maybe it is the end of a sign-in, maybe the beginning of one. */
  async #arrive(): Promise<void> {
    const given = this.#given;
    this.#given = null;
    if (given !== null) return this.submit(given, true);
    await this.#look();
  }

  async #look(): Promise<void> {
    await this.#ask(async (service, signal) => {
      const profile = await service.activationResult({ signal });
      if (signal.aborted) return;
      if (profile !== undefined) this.#become({ type: 'returned', profile });
      else if (this.phase.state === 'checking') this.again();
    });
  }

  async #go(service: NonNullable<PassController['service']>, signal: AbortSignal): Promise<void> {
    const { code, activation, provider } = this.phase;
    const address = await service.activate(activation ?? code, {
      ...(provider ? { providerId: provider.id } : {}),
      signal,
    });
    if (signal.aborted) return;
    this.#become({ type: 'go', address });
    if (address) leaveFor(address);
  }

  async #ask(
    work: (service: NonNullable<PassController['service']>, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    this.#run?.abort();
    const { signal } = (this.#run = new AbortController());
    const { service } = this.#pass;
    if (!service) return;
    try {
      await work(service, signal);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = asPassError(thrown);
      this.#become({ type: 'refused', error });
      if (this.phase.state === 'error') this.#host.dispatchEvent(new PassErrorEvent(error));
    }
  }

  /** Back by the browser's button: the page is as it was left. */
  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted || this.phase.state !== 'redirecting') return;
    this.#become({ type: 'returning' });
    void this.#look();
  };

  #become(action: ActivateAction): void {
    this.phase = activateTransition(this.phase, action);
    this.#host.requestUpdate();
  }
}
