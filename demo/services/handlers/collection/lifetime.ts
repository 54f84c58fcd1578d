import type { MediaSession } from './state.ts';

const SILENCE = 10 * 60_000;
const STANDSTILL = 30 * 60_000;
const DAY = 24 * 60 * 60_000;

const REASONS = ['10 minutes without an event', '30 minutes without playhead movement', '24 hours'];

/** Closes a session whose time is over on the world's clock (3.11.1, MC-R125). */
export function expire(session: MediaSession, now: number): MediaSession {
  if (session.kind === 'downloaded' || session.state === 'ended' || session.state === 'expired') return session;
  const bySilence = session.lastEvent + SILENCE;
  const byStandstill = session.lastMovement + STANDSTILL;
  const byAge = session.kind === 'edge' ? session.created + DAY : Infinity;
  const due = Math.min(bySilence, byStandstill, byAge);
  if (now < due) return session;
  session.state = 'expired';
  session.closedAt = due;
  session.closedBy = REASONS[[bySilence, byStandstill, byAge].indexOf(due)] ?? '';
  return session;
}

/** Notes the arrival of an event. */
export function touch(session: MediaSession, playhead: number, now: number): void {
  session.lastEvent = now;
  if (playhead !== session.lastPlayhead) {
    session.lastPlayhead = playhead;
    session.lastMovement = now;
  }
}
