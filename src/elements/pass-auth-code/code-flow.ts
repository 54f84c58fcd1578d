import type { ReactiveController } from 'lit';
import type { PassController } from '../../controllers/pass-controller.ts';
import { parseAddress } from '../../core/address.ts';
import { type Clock, systemClock } from '../../core/clock.ts';
import { misuse } from '../../core/errors.ts';
import { PassErrorEvent } from '../../events/pass-error.ts';
import { asPassError, PassError } from '../../pass/errors.ts';
import { type CodeAction, type CodePhase, codeTransition, idle } from './code-machine.ts';
import type { PassAuthCodeElement } from './pass-auth-code.ts';

/** So many codes are renewed for a screen in front of which nobody may be sitting. */
const MOST_RENEWALS = 3;
const RENEWAL_PAUSE = 4000;

/** Asks for codes, waits for their end, and keeps the time; what is shown follows from `phase`. */
export class CodeFlow implements ReactiveController {
  readonly #host: PassAuthCodeElement;
  readonly #pass: PassController;
  readonly #clock: Clock;
  #run: AbortController | undefined;
  #wanted = false;
  /** The address that was judged; nothing at first. */
  #checked: unknown = this;
  /** When the code ends, on the clock that never jumps. */
  #deadline = 0;
  /** The provider that the viewer was signed in with when the code was asked for. */
  #before: string | undefined;
  #stopTicking = (): void => {};
  #stopRenewal = (): void => {};

  phase: CodePhase = idle;
  /** Where the viewer enters the code. */
  address: URL | undefined;
  /** What is wrong with the attributes. */
  misuse: PassError | null = null;

  constructor(host: PassAuthCodeElement, pass: PassController, clock: Clock = systemClock) {
    this.#host = host;
    this.#pass = pass;
    this.#clock = clock;
    host.addController(this);
  }

  /** Seconds until the code ends. */
  get secondsLeft(): number {
    return (this.#deadline - this.#clock.elapsed()) / 1000;
  }

  /** A new code, whatever there was before. */
  readonly start = (): void => {
    this.#end();
    this.#wanted = true;
    this.#become({ type: 'start' });
    this.#judge();
  };

  /** The viewer says that it is done there. */
  readonly check = (): void => this.phase.screen?.check();

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#onVisibility();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    // A move within the document comes back at once and must find everything as it was.
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#end();
      this.#become({ type: 'leave' });
    });
  }

  hostUpdate(): void {
    this.#readAddress();
    this.#judge();
  }

  #readAddress(): void {
    const { activationUrl } = this.#host;
    if (activationUrl === this.#checked) return;
    this.#checked = activationUrl;
    this.address = parseAddress(activationUrl, location.href);
    this.misuse = this.address
      ? null
      : new PassError({
          ...misuse('<pass-auth-code activation-url>', 'an https address (or http on localhost)', activationUrl),
          action: 'configuration',
        });
    if (this.misuse) this.#host.dispatchEvent(new PassErrorEvent(this.misuse));
  }

  /** Does what the viewer's present state asks for. */
  #judge(): void {
    const { state: pass, service } = this.#pass;
    const { state } = this.phase;
    if (!pass || !service?.client || pass.status === 'checking' || pass.status === 'unconfigured') return;
    if (state === 'done' && !pass.profile) this.#become({ type: 'leave' });
    // Signed in by another way, which is what the code was for.
    if (state === 'expired' && pass.profile && pass.profile.mvpd !== this.#before) {
      this.#become({ type: 'signed-in', profile: pass.profile });
    }
    if (
      !this.#wanted &&
      this.#host.autostart &&
      this.address &&
      this.phase.state === 'idle' &&
      (pass.status === 'signed-out' || pass.profile)
    ) {
      if (pass.profile) this.#become({ type: 'signed-in', profile: pass.profile });
      else this.start();
    }
    if (this.#wanted && this.address) void this.#request();
  }

  async #request(): Promise<void> {
    this.#wanted = false;
    this.#before = this.#pass.state?.profile?.mvpd;
    const run = (this.#run = new AbortController());
    const { signal } = run;
    const providerId = this.#host.provider ?? undefined;
    try {
      const screen = await this.#pass.service!.startSecondScreen({ ...(providerId ? { providerId } : {}), signal });
      if (signal.aborted) return screen.cancel();
      this.#deadline = this.#clock.elapsed() + screen.expiresAt - this.#clock.now();
      this.#become({ type: 'granted', screen });
      this.#tick();
      this.#onVisibility();
      const profile = await screen.profile;
      if (!signal.aborted) this.#become({ type: 'signed-in', profile });
    } catch (thrown) {
      if (signal.aborted) return;
      const error = asPassError(thrown);
      this.#become({ type: 'ended', error });
      if (this.phase.state === 'error') this.#host.dispatchEvent(new PassErrorEvent(error));
      if (this.phase.state === 'expired') this.#renewSoon();
    }
  }

  /** A screen that is looked at need not be asked to renew its code, some times. */
  #renewSoon(): void {
    this.#stopRenewal();
    if (!this.#host.autorenew || this.phase.renewals >= MOST_RENEWALS || document.hidden) return;
    this.#stopRenewal = this.#clock.after(RENEWAL_PAUSE, () => {
      if (this.phase.state !== 'expired') return;
      // A new code would end the sign-in that this page is waiting for.
      if (this.#pass.state?.status === 'signing-in') return this.#renewSoon();
      this.#wanted = true;
      this.#become({ type: 'start', again: true });
      this.#judge();
    });
  }

  /** Nobody reads a code on a hidden page; whoever comes back may have signed in meanwhile. */
  readonly #onVisibility = (): void => {
    const { screen, state } = this.phase;
    screen?.pause(document.hidden);
    if (document.hidden) {
      this.#stopTicking();
      this.#stopRenewal();
      return;
    }
    screen?.check();
    this.#tick();
    if (state === 'expired') this.#renewSoon();
  };

  #tick(): void {
    this.#stopTicking();
    if (this.phase.state !== 'waiting' || document.hidden) return;
    this.#host.requestUpdate();
    const left = this.secondsLeft * 1000;
    if (left > 0) this.#stopTicking = this.#clock.after(left % 1000 || 1000, () => this.#tick());
  }

  #end(): void {
    this.#wanted = false;
    this.#stopTicking();
    this.#stopRenewal();
    this.#run?.abort();
    this.phase.screen?.cancel();
  }

  #become(action: CodeAction): void {
    this.phase = codeTransition(this.phase, action);
    if (this.phase.state !== 'waiting') this.#stopTicking();
    this.#host.requestUpdate();
  }
}
