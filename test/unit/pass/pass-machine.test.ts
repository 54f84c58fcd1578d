import { expect } from '@open-wc/testing';
import { PassError } from '../../../src/pass/errors.ts';
import { transition } from '../../../src/pass/sign-in-machine.ts';
import { initialState, type PassAction, type PassState } from '../../../src/pass/pass-state.ts';
import { acme, aProfile, bright, errorOf, play, signInOf } from './machine-support.ts';

const A = aProfile('acme');
const B = aProfile('bright');
const restored = (profiles = [A], remembered: PassState['remembered'] = acme): PassAction => ({
  ...{ type: 'restored', profiles, remembered },
});
const signedIn = play(initialState, restored([A])).state;
const signedOut = play(initialState, restored([], null), { type: 'checked', profiles: [] }).state;
const signingIn = play(signedOut, signInOf('s1', acme)).state;
/** Signed in with one provider, on the way to another. */
const changing = play(signedIn, signInOf('s1', bright)).state;

describe('pass machine: who is signed in', () => {
  it('PASS-R4: what the device remembers is shown at once', () => {
    expect([signedIn.status, signedIn.profile]).to.deep.equal(['signed-in', A]);
  });

  it('without a profile on the device, it is being looked up', () => {
    expect(play(initialState, restored([])).state.status).to.equal('checking');
  });

  it('PASS-R51: of several profiles the remembered provider’s is chosen', () => {
    const { state } = play(initialState, restored([aProfile('bright', 9e12), A], acme));
    expect(state.profile!.mvpd).to.equal('acme');
  });

  it('PASS-R51: with none remembered, the one that lasts longest', () => {
    const { state } = play(initialState, restored([A, aProfile('bright', 9e12)], null));
    expect(state.profile!.mvpd).to.equal('bright');
  });

  it('a sign-in that began before the device answered goes on', () => {
    const { state } = play(initialState, signInOf('s1', bright), restored([A], acme));
    expect([state.status, state.signIn!.id, state.remembered]).to.deep.equal(['signing-in', 's1', bright]);
  });

  it('PASS-R31: a profile found at the service ends a sign-in without any page', () => {
    const { state, effects } = play(signingIn, { type: 'checked', profiles: [A] });
    expect([state.status, state.signIn, effects[0]]).to.deep.equal(['signed-in', null, { type: 'end', id: 's1' }]);
  });

  it('a viewer who is changing providers is not stopped by the profile they already have', () => {
    const { state, effects } = play(changing, { type: 'checked', profiles: [A] });
    expect([state.status, state.signIn!.id, state.remembered, effects.map(({ type }) => type)]).to.deep.equal([
      ...['signing-in', 's1', bright, ['keep']],
    ]);
  });

  it('nor by hearing of it from another tab', () => {
    const { state, effects } = play(changing, { type: 'elsewhere', profiles: [A], remembered: acme });
    expect([state.status, state.signIn!.id, effects]).to.deep.equal(['signing-in', 's1', []]);
  });

  it('but the provider they want, found there, is what they wanted', () => {
    const { state } = play(changing, { type: 'elsewhere', profiles: [A, B], remembered: acme });
    expect([state.status, state.signIn]).to.deep.equal(['signed-in', null]);
  });

  it('PASS-R52: what was found is kept, with the provider’s name', () => {
    const { effects } = play({ ...signedOut, remembered: acme }, { type: 'checked', profiles: [A], asked: 'acme' });
    const profiles = [{ ...A, displayName: 'Acme Cable', logoUrl: acme.logoUrl }];
    expect(effects).to.deep.equal([
      { type: 'keep', profiles },
      { type: 'remember', provider: { ...acme, confirmed: true } },
    ]);
  });

  it('PASS-R28: the provider that is shown is that of the profile', () => {
    expect(play(signedOut, { type: 'checked', profiles: [B] }).state.remembered!.id).to.equal('bright');
  });

  it('an answer about one provider says nothing of the others', () => {
    const both = play(initialState, restored([A, B])).state;
    expect(play(both, { type: 'checked', profiles: [], asked: 'acme' }).state.profiles).to.have.length(1);
  });

  it('PASS-R55: an empty answer signs out, forgets the profile, and says why', () => {
    const { state, effects } = play(signedIn, { type: 'checked', profiles: [], asked: 'acme' });
    expect([state.status, state.profile, state.notice, effects]).to.deep.equal([
      ...['signed-out', null, 'session-ended', [{ type: 'keep', profiles: [] }]],
    ]);
  });

  it('PASS-R21: the provider stays remembered then', () => {
    expect(play(signedIn, { type: 'checked', profiles: [], asked: 'acme' }).state.remembered).to.equal(acme);
  });

  it('PASS-R97: a check that failed signs nobody out', () => {
    const { state } = play(signedIn, { type: 'check-failed', error: errorOf('network') });
    expect(state).to.equal(signedIn);
  });

  it('a check that failed for a viewer nobody knows is an error state', () => {
    const { state } = play(initialState, { type: 'checking' }, { type: 'check-failed', error: errorOf('network') });
    expect([state.status, state.error!.code]).to.deep.equal(['error', 'network']);
  });

  it('a check that fails while a sign-in waits out of sight does not leave it checking for ever', () => {
    const waiting = { ...signedOut, signIn: signingIn.signIn };
    const { state } = play(waiting, { type: 'checking' }, { type: 'check-failed', error: errorOf('network') });
    expect(state.status).to.equal('error');
  });

  it('PASS-R125: free access that has ended says nothing of the provider the viewer is signed in with as well', () => {
    const free = { id: 'preview', displayName: 'Preview' };
    const before = play(initialState, restored([aProfile('preview'), A], free)).state;
    const error = errorOf('temporary_access_duration_limit_exceeded', 'authentication');
    const { state } = play(before, { type: 'check-failed', error });
    expect([before.profile!.mvpd, state.status, state.profile!.mvpd, state.remembered!.id]).to.deep.equal([
      ...['preview', 'signed-in', 'acme', 'acme'],
    ]);
  });

  it('PASS-R26: a provider that is gone is forgotten, and the list with it', () => {
    const error = errorOf('invalid_integration');
    const { state, effects } = play({ ...signedOut, remembered: acme }, { type: 'check-failed', error });
    expect([state.status, state.notice, state.remembered, effects]).to.deep.equal([
      ...['signed-out', 'provider-unknown', null],
      [{ type: 'remember', provider: null }, { type: 'drop-configuration' }],
    ]);
  });

  it('PASS-R136: so it is for a viewer who is signed in with it', () => {
    const { state } = play(signedIn, { type: 'refused', error: errorOf('invalid_integration') });
    expect([state.status, state.profile, state.notice]).to.deep.equal(['signed-out', null, 'provider-unknown']);
  });

  for (const code of ['missing', 'expired', 'invalidated']) {
    it(`PASS-R57: authenticated_profile_${code} clears the profile and keeps the provider`, () => {
      const error = errorOf(`authenticated_profile_${code}`, 'authentication');
      const { state, effects } = play(signedIn, { type: 'refused', error });
      expect([state.status, state.profile, state.remembered, effects]).to.deep.equal([
        ...['signed-out', null, acme, [{ type: 'keep', profiles: [] }]],
      ]);
    });
  }

  it('PASS-R57: decisions made for the lost profile no longer hold', () => {
    const { state } = play(signedIn, { type: 'refused', error: errorOf('authenticated_profile_missing') });
    expect(state.revision).to.equal(signedIn.revision + 1);
  });

  it('losing the profile does not end a sign-in under way', () => {
    const { state } = play(changing, { type: 'refused', error: errorOf('authenticated_profile_missing') });
    expect([state.status, state.signIn!.id, state.profile]).to.deep.equal(['signing-in', 's1', null]);
  });

  it('PASS-R55: a profile that turned out to be gone does not come back when a sign-in is given up', () => {
    const { state } = play(changing, { type: 'checked', profiles: [] }, { type: 'cancel' });
    expect([state.status, state.profile]).to.deep.equal(['signed-out', null]);
  });

  it('PASS-R98: signing out clears profile and provider', () => {
    const { state, effects } = play(signedIn, { type: 'signed-out', mvpds: ['acme'] });
    expect([state.status, state.profiles, effects]).to.deep.equal([
      ...['signed-out', []],
      [
        { type: 'keep', profiles: [] },
        { type: 'remember', provider: null },
      ],
    ]);
  });

  it('PASS-R96: a profile that was not signed out stays, and is chosen', () => {
    const { state } = play(initialState, restored([A, B]), { type: 'signed-out', mvpds: ['acme'] });
    expect([state.status, state.profile!.mvpd, state.revision]).to.deep.equal(['signed-in', 'bright', 1]);
  });

  it('signing out ends a sign-in under way', () => {
    const { state, effects } = play(changing, { type: 'signed-out', mvpds: ['acme'] });
    expect([state.status, state.signIn, effects[0]]).to.deep.equal(['signed-out', null, { type: 'end', id: 's1' }]);
  });

  it('PASS-R51: another of several profiles can be selected, which makes decisions anew', () => {
    const both = play(initialState, restored([A, B])).state;
    const { state } = play(both, { type: 'select', mvpd: 'bright' });
    expect([state.profile!.mvpd, state.revision]).to.deep.equal(['bright', both.revision + 1]);
  });

  for (const mvpd of ['acme', 'nobody']) {
    it(`selecting ${mvpd} changes nothing`, () => {
      expect(play(signedIn, { type: 'select', mvpd }).state).to.equal(signedIn);
    });
  }

  it('a sign-in in another tab is taken over without writing it again', () => {
    const { state, effects } = play(signedOut, { type: 'elsewhere', profiles: [A], remembered: acme });
    expect([state.status, state.profile!.mvpd, effects]).to.deep.equal(['signed-in', 'acme', []]);
  });

  it('a sign-in in another tab ends the one here', () => {
    const { effects } = play(signingIn, { type: 'elsewhere', profiles: [A], remembered: acme });
    expect(effects).to.deep.equal([{ type: 'end', id: 's1' }]);
  });

  it('a sign-out in another tab is taken over', () => {
    const { state, effects } = play(signedIn, { type: 'elsewhere', profiles: [], remembered: null });
    expect([state.status, state.remembered, effects]).to.deep.equal(['signed-out', null, []]);
  });

  it('a sign-out in another tab leaves the sign-in here its provider', () => {
    const { state } = play(changing, { type: 'elsewhere', profiles: [], remembered: null });
    expect([state.status, state.remembered, state.profile]).to.deep.equal(['signing-in', bright, null]);
  });

  it('news of nothing from another tab does not interrupt a check', () => {
    const { state } = play(initialState, { type: 'checking' }, { type: 'elsewhere', profiles: [], remembered: acme });
    expect([state.status, state.remembered]).to.deep.equal(['checking', acme]);
  });

  it('a notice goes away when the viewer dismisses it', () => {
    const told = { ...signedOut, notice: 'session-ended' as const };
    expect(play(told, { type: 'cancel' }).state.notice).to.equal(null);
  });

  it('never changes the state it was given', () => {
    const frozen = Object.freeze({ ...signedIn, profiles: Object.freeze([...signedIn.profiles]) });
    expect(() => transition(frozen, { type: 'checked', profiles: [B] })).not.to.throw();
  });

  it('PASS-R115: an error nobody knows signs nobody out by a check', () => {
    const error = new PassError({ code: 'brand_new', action: 'brand-new', message: '' });
    expect(play(signedIn, { type: 'check-failed', error }).state.status).to.equal('signed-in');
  });
});
