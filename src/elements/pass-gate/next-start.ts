import { type Clock, systemClock } from '../../core/clock.ts';
import type { PassGateElement } from './pass-gate.ts';

/**
 * A media token is for the playbacks that begin while it is good. What plays goes on when it runs out; what is started
 * after that is held until there is a fresh decision.
 */
export function decideNextStarts(host: PassGateElement, clock: Clock = systemClock): void {
  const held = new Set<HTMLMediaElement>();
  // How long the token is good, on the clock that never jumps: that of the device may be wrong.
  let until = Infinity;
  const arrived = (): void => {
    const { notBefore, notAfter } = host.mediaToken ?? { notBefore: 0, notAfter: 0 };
    until = notAfter > notBefore ? clock.elapsed() + notAfter - notBefore : Infinity;
    const media = [...held];
    held.clear();
    for (const each of media) each.play()?.catch(() => {});
  };
  // Refused, the gate is closed and says why; else somebody else has asked meanwhile, whose answer is waited for.
  const failed = (): void => {
    if (host.state !== 'authorized') held.clear();
  };
  const onPlay = ({ target }: Event): void => {
    const media = target as HTMLMediaElement;
    if (host.state !== 'authorized' || clock.elapsed() < until) return;
    // Custom media elements speak like one. What a page plays in a slot of its own is no content.
    const child = [...host.children].find(each => each.contains(media));
    if (!child || child.slot || typeof media.pause !== 'function') return;
    media.pause();
    held.add(media);
    // One decision for all that start meanwhile.
    if (held.size === 1) host.authorize().catch(failed);
  };
  host.addEventListener('pass-authorized', ({ target }) => target === host && arrived());
  host.addEventListener('play', onPlay, { capture: true });
  arrived();
}
