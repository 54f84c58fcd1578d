import { expect } from '@open-wc/testing';
import { initialState, type PassAction, type PassState } from '../../../src/pass/pass-state.ts';
import { POLL_INTERVAL } from '../../../src/pass/sign-in-machine.ts';
import { acme, aProfile, bright, errorOf, play, sessionOf, signInOf } from './machine-support.ts';

const A = aProfile('acme');
const B = aProfile('bright');
const signedOut: PassState = { ...initialState, status: 'signed-out' };
const signedIn = play(initialState, { type: 'restored', profiles: [A], remembered: acme }).state;
const creating = play(signedOut, signInOf('s1', acme)).state;
const away = play(creating, sessionOf('s1')).state;
const back = play(away, { type: 'returned', id: 's1' }).state;
const polled = (now: number, ...profiles: (typeof A)[]): PassAction => ({ type: 'polled', id: 's1', profiles, now });
const failed = (code: string, now = 0, retryable = false): PassAction => ({
  ...{ type: 'sign-in-failed', id: 's1', now },
  error: errorOf(code, undefined, retryable),
});
const END = { type: 'end', id: 's1' };

describe('pass machine: a sign-in', () => {
  it('PASS-R39: the interval between polls lies between 3 and 5 seconds', () => {
    expect(POLL_INTERVAL).to.be.within(3000, 5000);
  });

  it('PASS-R22: the chosen provider is remembered at once', () => {
    const { state, effects } = play(signedOut, signInOf('s1', acme));
    expect([state.status, state.remembered, effects]).to.deep.equal([
      ...['signing-in', acme, [{ type: 'remember', provider: acme }]],
    ]);
  });

  it('PASS-R36: the answer leads to the provider’s page, and nothing is polled', () => {
    const { state, effects } = play(creating, sessionOf('s1'));
    expect([state.signIn!.phase, effects]).to.deep.equal([
      'at-provider',
      [{ type: 'go', id: 's1', url: 'https://api.test/authenticate/CODE-s1' }],
    ]);
  });

  it('PASS-R41, PASS-R43: the code dies when the service says, counted from its answer', () => {
    expect(play(creating, sessionOf('s1', 5000)).state.signIn!.deadline).to.equal(95_000);
  });

  for (const reasonType of ['authenticated', 'authenticatedSSO', 'temporary', 'degraded', 'novel']) {
    it(`PASS-R35: authorize because of ${reasonType} opens nothing and asks for the profile`, () => {
      const session = { actionName: 'authorize', reasonType, missingParameters: [], mvpd: 'acme' };
      const { effects } = play(creating, { type: 'session', id: 's1', session, url: undefined, now: 0 });
      expect(effects).to.deep.equal([{ type: 'confirm', id: 's1', mvpd: 'acme', reason: reasonType }]);
    });
  }

  it('PASS-R44: back from the provider, the code is looked at immediately', () => {
    const { state, effects } = play(away, { type: 'returned', id: 's1' });
    expect([state.signIn!.phase, effects]).to.deep.equal([
      'confirming',
      [{ type: 'poll', id: 's1', code: 'CODE-s1', after: 0 }],
    ]);
  });

  it('PASS-R37: coming back before there is a code polls nothing', () => {
    expect(play(creating, { type: 'returned', id: 's1' }).effects).to.deep.equal([]);
  });

  it('PASS-R45: an empty answer means not yet, and is asked again after the interval', () => {
    const { state, effects } = play(back, polled(1000));
    expect([state.status, state.notice, effects]).to.deep.equal([
      ...['signing-in', null, [{ type: 'poll', id: 's1', code: 'CODE-s1', after: POLL_INTERVAL }]],
    ]);
  });

  it('PASS-R37: an empty answer for a viewer who is still at the provider’s starts no polling', () => {
    expect(play(away, polled(1000))).to.deep.equal({ state: away, effects: [] });
  });

  it('after three empty answers the viewer gets the list back, while polling goes on', () => {
    const { state, effects } = play(back, polled(1), polled(2), polled(3));
    expect([state.status, state.notice, effects[0]!.type]).to.deep.equal(['signed-out', 'cancelled', 'poll']);
  });

  it('PASS-R40: the profile ends the sign-in, and no poll follows', () => {
    const { state, effects } = play(back, polled(1000, A));
    expect([state.status, state.signIn, effects.map(({ type }) => type)]).to.deep.equal([
      ...['signed-in', null, ['end', 'keep', 'remember']],
    ]);
  });

  it('PASS-R40: it does so also after the viewer was told that it was not finished', () => {
    expect(play(back, polled(1), polled(2), polled(3), polled(4, A)).state.status).to.equal('signed-in');
  });

  it('PASS-R52: name and logo of the chosen provider are kept with the profile', () => {
    expect(play(back, polled(1000, A)).state.profile).to.deep.equal({
      ...A,
      ...{ displayName: acme.displayName },
      logoUrl: acme.logoUrl,
    });
  });

  it('PASS-R28: another provider than the chosen one is shown as what it is', () => {
    const { state } = play(back, polled(1000, B));
    expect([state.profile!.mvpd, state.remembered!.id]).to.deep.equal(['bright', 'bright']);
  });

  it('profiles of other providers stay, and the new one is chosen', () => {
    const { state } = play(
      signedIn,
      signInOf('s1', bright),
      sessionOf('s1'),
      { type: 'returned', id: 's1' },
      polled(1, B),
    );
    expect([state.profile!.mvpd, state.profiles.length]).to.deep.equal(['bright', 2]);
  });

  for (const found of [bright, { ...bright, id: 'other' }]) {
    it(`decisions made for the former profile no longer hold when ${found.id} takes its place`, () => {
      const start = play(signedIn, signInOf('s1', bright), sessionOf('s1'), { type: 'returned', id: 's1' });
      const { state } = play(start.state, polled(1, aProfile(found.id)));
      expect(state.revision).to.equal(signedIn.revision + 1);
    });
  }

  it('PASS-R41: an empty answer after the code’s end ends the sign-in', () => {
    const { state, effects } = play(back, polled(90_000));
    expect([state.status, state.notice, effects]).to.deep.equal(['signed-out', 'code-expired', [END]]);
  });

  it('PASS-R41: so does the end itself', () => {
    const { state, effects } = play(back, { type: 'code-expired', id: 's1' });
    expect([state.notice, effects]).to.deep.equal(['code-expired', [END]]);
  });

  it('who was told already that it was not finished is not told twice', () => {
    const { state } = play(back, polled(1), polled(2), polled(3), { type: 'code-expired', id: 's1' });
    expect(state.notice).to.equal('cancelled');
  });

  it('PASS-R61: a closed window gets one check', () => {
    const { effects } = play(away, { type: 'window-closed', id: 's1' });
    expect(effects).to.deep.equal([{ type: 'poll', id: 's1', code: 'CODE-s1', after: 0 }]);
  });

  it('PASS-R61: when it finds nothing the viewer can start again, and no poll follows', () => {
    const { state, effects } = play(away, { type: 'window-closed', id: 's1' }, polled(1000));
    expect([state.status, state.notice, effects]).to.deep.equal(['signed-out', 'cancelled', []]);
  });

  it('a window that only looked closed can still come back', () => {
    const { state, effects } = play(away, { type: 'window-closed', id: 's1' }, polled(1), {
      type: 'returned',
      id: 's1',
    });
    expect([state.status, effects[0]!.type]).to.deep.equal(['signing-in', 'poll']);
  });

  it('PASS-R61: a window closed before there is a code ends the sign-in without a check', () => {
    const { state, effects } = play(creating, { type: 'window-closed', id: 's1' });
    expect([state.status, state.notice, effects]).to.deep.equal(['signed-out', 'cancelled', [END]]);
  });

  it('the window that closes after coming back changes nothing', () => {
    expect(play(back, { type: 'window-closed', id: 's1' }).state).to.equal(back);
  });

  it('PASS-R30: cancelling ends everything', () => {
    const { state, effects } = play(back, { type: 'cancel' });
    expect([state.status, state.signIn, effects]).to.deep.equal(['signed-out', null, [END]]);
  });

  it('PASS-R30: who was signed in before is so after cancelling', () => {
    const { state } = play(signedIn, signInOf('s1', bright), { type: 'cancel' });
    expect([state.status, state.profile!.mvpd]).to.deep.equal(['signed-in', 'acme']);
  });

  it('PASS-R42: a second sign-in ends the first, whose window it takes over', () => {
    const { state, effects } = play(back, signInOf('s2', bright));
    expect([state.signIn!.id, effects[0]]).to.deep.equal(['s2', { ...END, keepWindow: true }]);
  });

  const late: PassAction[] = [
    ...[sessionOf('s1'), polled(1, A), failed('network')],
    ...(['returned', 'window-closed', 'code-expired'] as const).map(type => ({ type, id: 's1' })),
  ];
  for (const action of late) {
    it(`PASS-R42: ${action.type} of the first sign-in is ignored afterwards`, () => {
      const { state } = play(back, signInOf('s2', bright));
      expect(play(state, action)).to.deep.equal({ state, effects: [] });
    });
  }

  for (const code of ['invalid_authentication_session', 'invalid_parameter_code']) {
    it(`PASS-R46: ${code} ends polling and says that the code is dead`, () => {
      const { state, effects } = play(back, failed(code));
      expect([state.status, state.notice, effects]).to.deep.equal(['signed-out', 'code-expired', [END]]);
    });
  }

  for (const code of ['invalid_integration', 'invalid_parameter_mvpd']) {
    it(`PASS-R26: ${code} forgets the provider and the list`, () => {
      const { state, effects } = play(creating, failed(code));
      expect([state.notice, state.remembered, effects]).to.deep.equal([
        ...['provider-unknown', null],
        [END, { type: 'remember', provider: null }, { type: 'drop-configuration' }],
      ]);
    });

    it(`PASS-R97: ${code} for another provider signs nobody out`, () => {
      const { state } = play(signedIn, signInOf('s1', bright), failed(code));
      expect([state.status, state.profile!.mvpd, state.remembered!.id]).to.deep.equal(['signed-in', 'acme', 'acme']);
    });
  }

  it('a session that cannot be opened ends in its error', () => {
    const { state, effects } = play(creating, failed('internal_server_error', 0, true));
    expect([state.status, state.error!.code, effects]).to.deep.equal(['signed-out', 'internal_server_error', [END]]);
  });

  it('PASS-R39: a poll that failed for a passing reason is repeated more slowly', () => {
    const { state, effects } = play(back, failed('network'));
    expect([state.status, state.error!.code, effects]).to.deep.equal([
      ...['signing-in', 'network', [{ type: 'poll', id: 's1', code: 'CODE-s1', after: 2 * POLL_INTERVAL }]],
    ]);
  });

  it('the error is gone when the service answers again', () => {
    expect(play(back, failed('network'), polled(1)).state.error).to.equal(null);
  });

  it('PASS-R41: a poll that fails after the code’s end is the last', () => {
    expect(play(back, failed('network', 90_000)).effects).to.deep.equal([END]);
  });

  it('a poll that fails for good ends in its error', () => {
    expect(play(back, failed('invalid_header_device_info')).state.error!.code).to.equal('invalid_header_device_info');
  });

  it('a sign-in that an earlier page began goes on, for a viewer who is still signed in elsewhere', () => {
    const { signIn } = away;
    const { state } = play(initialState, { type: 'resumed', signIn: { ...signIn!, provider: bright }, profiles: [A] });
    expect([state.status, state.profile!.mvpd, state.remembered]).to.deep.equal(['signing-in', 'acme', bright]);
  });

  it('given up then, that viewer is signed in as before', () => {
    const resumed: PassAction = { type: 'resumed', signIn: { ...away.signIn!, provider: bright }, profiles: [A] };
    expect(play(initialState, resumed, { type: 'cancel' }).state.status).to.equal('signed-in');
  });
});
