/** Player states (section 6): told when they change, at most ten different ones in a session. */
import { emit, type Draft } from './session-state.ts';

const LIMIT = 10;

export function setPlayerState(s: Draft, name: string, active: boolean): void {
  if (s.active.includes(name) === active) return;
  s.active = active ? [...s.active, name] : s.active.filter(other => other !== name);
  if (s.phase === 'open') tell(s, name, active);
}

/** MC-R108: a new session knows no state yet. */
export function tellStates(s: Draft): void {
  s.used = [];
  for (const name of s.active) tell(s, name, true);
}

function tell(s: Draft, name: string, active: boolean): void {
  if (!s.used.includes(name)) {
    if (!active || s.used.length >= LIMIT) return;
    s.used = [...s.used, name];
  }
  emit(s, active ? 'stateStart' : 'stateEnd', { params: { 'media.state.name': name } });
}
