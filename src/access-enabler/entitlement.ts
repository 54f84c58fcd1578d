/** Decisions: for a playback, and for marks in a list. */
import type { PassError } from '../pass/errors.ts';
import type { Decision } from '../pass/types.ts';
import { callback, currentProfile, tell, track } from './answers.ts';
import { eventOf, legacy, statusOf } from './codes.ts';
import { event, ownStatus, TEXTS } from './events.ts';
import { tellRefusal } from './refusals.ts';
import type { AeAction, Preview, Turn } from './state.ts';
import { guidOf } from './viewer-data.ts';
import type { AeDecision, AeIdentity, AeStatus } from './types.ts';

/** Asks afresh, each time; without anybody signed in there is nothing to ask. */
export function askPermit(turn: Turn, resource: string, identity?: AeIdentity): void {
  const profile = currentProfile(turn);
  if (!profile) return tellRefusal(turn, resource, TEXTS.signedOut, '', event('N000'));
  const { trial } = turn.state;
  if (trial && identity) turn.state.trial = { ...trial, identity };
  turn.effects.push({ type: 'authorize', resource, mvpd: profile.mvpd, identity: identity ?? trial?.identity });
}

export function permitted(turn: Turn, { resource, permit }: Extract<AeAction, { type: 'permitted' }>): void {
  const { state } = turn;
  state.ends = { ...state.ends, [resource]: permit.notAfter };
  state.isStale = true;
  if (permit.source === 'degradation') tell(turn, { ...event('Z010'), resource });
  if (permit.source === 'temppass') tell(turn, { ...event('Z011'), resource });
  callback(turn, 'setToken', resource, permit.mediaToken.serializedToken);
  const { profile } = turn.viewer;
  const guid = guidOf(profile?.mvpd === permit.mvpd ? profile : (state.trial?.profile ?? null));
  track(turn, 'authorizationDetection', [true, permit.mvpd, guid, false, '', '']);
}

export function refused(turn: Turn, resource: string, error: PassError): void {
  const { trial } = turn.state;
  if (trial && error.code.startsWith('temporary_access_')) turn.state.trial = { ...trial, isOver: true };
  tellRefusal(turn, resource, legacy(error).play, error.details ?? '', eventOf(error, 'play', resource));
}

export function askPreview(turn: Turn, call: Preview): void {
  const { state } = turn;
  const profile = currentProfile(turn);
  if (call.name === 'preauthorize' && !call.resources?.length) {
    const status = call.resources
      ? ownStatus(412, 'missing_resource', 'none', 'The list of resources is empty.')
      : ownStatus(400, 'internal_error', 'none', 'The parameter resources is missing.');
    return answer(turn, call, [], status, 'onResponse');
  }
  if (!profile) {
    return answer(turn, call, [], ownStatus(0, 'authentication_session_missing', 'authentication'), 'onFailure');
  }
  const { trial, previews } = state;
  const known = call.cache && previews.mvpd === profile.mvpd ? previews.lists[listKey(call)] : undefined;
  if (known) return answer(turn, call, known);
  if (!call.resources?.length) return answer(turn, call, []);
  turn.effects.push({ type: 'preview', call, mvpd: profile.mvpd, identity: trial?.identity });
}

export function previewed(turn: Turn, { call, mvpd, decisions }: Extract<AeAction, { type: 'previewed' }>): void {
  const { state } = turn;
  const list = decisions.map(asDecision);
  const lists = state.previews.mvpd === mvpd ? state.previews.lists : {};
  if (currentProfile(turn)?.mvpd === mvpd) state.previews = { mvpd, lists: { ...lists, [listKey(call)]: list } };
  answer(turn, call, list);
}

export function previewFailed(turn: Turn, call: Preview, error: PassError): void {
  tell(turn, eventOf(error, 'preview'));
  const status = statusOf(error);
  answer(turn, call, [], status, status.status === 0 ? 'onFailure' : 'onResponse');
}

/** Once, whatever came of it. */
export function answer(
  turn: Turn,
  call: Preview,
  decisions: AeDecision[],
  status: AeStatus | null = null,
  name: 'onResponse' | 'onFailure' = 'onResponse',
): void {
  if (call.name === 'checkPreauthorizedResources') {
    const permits = decisions.filter(({ authorized }) => authorized);
    return callback(
      turn,
      'preauthorizedResources',
      permits.map(({ id }) => id),
    );
  }
  // The page may keep what it is given, and change it.
  const copies = decisions.map(decision => ({ ...decision }));
  turn.effects.push({ type: 'respond', callback: call.callback, name, response: { status, decisions: copies } });
}

const asDecision = ({ resource: id, authorized, error }: Decision): AeDecision => ({
  ...{ id, authorized },
  error: error ? statusOf(error) : null,
});

const listKey = ({ resources }: Preview): string => JSON.stringify(resources);
