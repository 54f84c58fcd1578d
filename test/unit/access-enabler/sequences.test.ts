import { expect } from '@open-wc/testing';
import { createDriver, failure, NOBODY, permitOf, profileOf, PROVIDERS, signedInAt, words } from './machine-support.ts';

const OUT = 'User Not Authenticated Error';
const CHECK = { name: 'checkAuthentication' } as const;
const STATUS = 'sendTrackingData authenticationDetection';
const DECISION = 'sendTrackingData authorizationDetection';
const CHOSEN = 'sendTrackingData mvpdSelection';
const choose = (id: string | null) => ({ name: 'setSelectedProvider', id }) as const;
const play = (resource: string) => ({ name: 'checkAuthorization', resource }) as const;
const unfinished = failure('aborted');
const GUID = 'a6048cbdca02ecd493761171122c6735';

/** A page that has set a requestor up, and on which this provider was just chosen from the list. */
const chosen = (id: string, page = createDriver()): ReturnType<typeof createDriver> => {
  page.setUp({ backgroundLogin: true });
  page.act({ type: 'listed', providers: PROVIDERS });
  page.call(choose(id));
  page.turn();
  return page;
};

describe('AccessEnabler, callbacks in order', () => {
  it('AE-S1: a first visit', () => {
    const page = createDriver();
    page.act({ type: 'requestor', options: {}, isNew: true, wantsConfig: false });
    page.call(CHECK);
    expect(page.told).to.deep.equal([]);
    page.act({ type: 'set-up' });
    expect(words(page.told)).to.deep.equal(['N000', 'setAuthenticationStatus 0', STATUS]);
    expect(page.told[1]).to.deep.equal(['setAuthenticationStatus', 0, OUT]);
    expect(page.told[2]).to.deep.equal(['sendTrackingData', 'authenticationDetection', [false, null, null, false]]);
  });

  it('AE-S2: a valid profile', () => {
    const page = createDriver(signedInAt('acme'));
    page.setUp();
    page.call(CHECK);
    expect(page.told[0]).to.deep.equal(['setAuthenticationStatus', 1, '']);
    const [, , data] = page.told[1] as [string, string, unknown[]];
    expect(data).to.deep.equal([true, 'acme', 'a6048cbdca02ecd493761171122c6735', true]);
  });

  it('AE-S3: choice and full redirect; what comes back is no cached answer', () => {
    const page = createDriver();
    page.setUp();
    page.call({ name: 'getAuthentication' });
    page.turn();
    page.take('list');
    page.act({ type: 'listed', providers: PROVIDERS });
    page.call(choose('acme'));
    page.turn();
    const { mvpd, background } = page.take('sign-in');
    expect([mvpd, background]).to.deep.equal(['acme', false]);
    expect(words(page.told)).to.deep.equal(['displayProviderDialog', CHOSEN]);

    const back = createDriver(signedInAt('acme'));
    back.act({ type: 'requestor', options: {}, isNew: true, wantsConfig: false });
    back.call(CHECK);
    back.act({ type: 'set-up', isFresh: true });
    expect(words(back.told)).to.deep.equal(['setAuthenticationStatus 1', STATUS]);
    expect((back.told[1]![2] as unknown[])[3]).to.equal(false);
    back.call(CHECK);
    expect((back.told[3]![2] as unknown[])[3], 'the next one is').to.equal(true);
  });

  it('AE-S4: in the background', () => {
    const page = createDriver();
    page.setUp({ backgroundLogin: true });
    page.act({ type: 'listed', providers: PROVIDERS });
    page.call(choose('acme'));
    expect(page.due).to.deep.equal(['open-window', 'turn-over']);
    page.turn();
    const { id } = page.take('sign-in');
    page.viewer = signedInAt('acme');
    page.act({ type: 'signed-in', id });
    expect(words(page.told)).to.deep.equal([CHOSEN, 'setAuthenticationStatus 1', STATUS]);
    expect(page.told[0]).to.deep.equal(['sendTrackingData', 'mvpdSelection', ['acme']]);
    expect(page.told[1]).to.deep.equal(['setAuthenticationStatus', 1, '']);
    expect(page.told[2]![2]).to.deep.equal([true, 'acme', GUID, false]);
  });

  it('AE-R36, AE-S5: the window closed: no callback, and the next time the dialog', () => {
    const page = chosen('acme');
    const { id } = page.take('sign-in');
    page.act({ type: 'sign-in-failed', id, error: unfinished, notice: 'cancelled' });
    expect(words(page.told)).to.deep.equal([CHOSEN]);
    expect(page.take('cancelled').mvpd).to.equal('acme');
    page.call({ name: 'getAuthentication' });
    page.turn();
    page.act({ type: 'listed', providers: PROVIDERS });
    expect(words(page.told)).to.deep.equal([CHOSEN, 'displayProviderDialog']);
  });

  it('a sign-in whose window only could not be seen is told when it succeeds after all', () => {
    const page = chosen('acme');
    page.act({ type: 'sign-in-failed', id: 1, error: unfinished, notice: 'cancelled' });
    page.viewer = signedInAt('acme');
    page.act({ type: 'changed' });
    expect(words(page.told)).to.deep.equal([CHOSEN, 'setAuthenticationStatus 1', STATUS]);
  });

  it('AE-S6: the dialog dismissed', () => {
    const page = createDriver();
    page.setUp();
    page.call({ name: 'getAuthentication' });
    page.turn();
    page.act({ type: 'listed', providers: PROVIDERS });
    page.call(choose(null));
    expect(words(page.told)).to.deep.equal(['displayProviderDialog', 'N005', 'setAuthenticationStatus 0', STATUS]);
    expect(page.told[1]![1]).to.deep.equal({ errorId: 'N005', level: 'info' });
    expect(page.told[3]![2]).to.deep.equal([false, null, null, false]);
    expect(page.told[2]).to.deep.equal(['setAuthenticationStatus', 0, 'Provider not Selected Error']);
  });

  it('AE-S7: asked and chosen in one turn: no dialog, one sign-in, back to where the page said', () => {
    const page = createDriver();
    page.setUp();
    page.act({ type: 'listed', providers: PROVIDERS });
    page.call({ name: 'getAuthentication', redirectUrl: 'https://site.test/watch' });
    page.call(choose('acme'));
    page.turn();
    page.turn();
    expect(page.take('sign-in').redirectUrl).to.equal('https://site.test/watch');
    expect(page.due).to.deep.equal([]);
    expect(words(page.told)).to.deep.equal([CHOSEN]);
  });

  it('AE-S8: a permit', () => {
    const page = createDriver(signedInAt('acme'));
    page.setUp();
    page.call(play('news'));
    page.take('authorize');
    page.act({ type: 'permitted', resource: 'news', permit: permitOf('news') });
    expect(page.told[0]).to.deep.equal(['setToken', 'news', 'token-of-news']);
    const [, type, data] = page.told[1] as [string, string, unknown[]];
    expect([type, data]).to.deep.equal(['authorizationDetection', [true, 'acme', GUID, false, '', '']]);
  });

  it('AE-S9: a denial with the provider’s own words', () => {
    const page = createDriver(signedInAt('acme'));
    page.setUp();
    page.call(play('news'));
    const error = failure('authorization_denied_by_mvpd', { details: 'Plan lacks news' });
    page.act({ type: 'refused', resource: 'news', error });
    expect(page.told).to.deep.equal([
      ['Z100', { errorId: 'Z100', level: 'error', message: 'Plan lacks news', resource: 'news' }],
      ['tokenRequestFailed', 'news', 'User Not Authorized Error', 'Plan lacks news'],
      [
        'sendTrackingData',
        'authorizationDetection',
        [false, 'acme', null, false, 'User Not Authorized Error', 'Plan lacks news'],
      ],
    ]);
  });

  it('AE-S10: a play of nobody: no question to the service, no status', () => {
    const page = createDriver();
    page.setUp();
    page.call(play('news'));
    expect(page.due).to.deep.equal([]);
    expect(words(page.told)).to.deep.equal(['N000', 'tokenRequestFailed', DECISION]);
    expect(page.told[1]).to.deep.equal(['tokenRequestFailed', 'news', OUT, '']);
  });

  it('AE-S11: from a play to the sign-in and on to the token', () => {
    const page = createDriver();
    page.setUp({ backgroundLogin: true });
    page.call({ name: 'getAuthorization', resource: 'news' });
    page.turn();
    page.act({ type: 'listed', providers: PROVIDERS });
    page.call(choose('acme'));
    page.turn();
    page.viewer = signedInAt('acme');
    page.act({ type: 'signed-in', id: page.take('sign-in').id });
    expect(page.take('authorize').resource).to.equal('news');
    page.act({ type: 'permitted', resource: 'news', permit: permitOf('news') });
    expect(words(page.told)).to.deep.equal(['displayProviderDialog', CHOSEN, 'setToken', DECISION]);
  });

  it('AE-S12: several plays at once, each with its own answer', () => {
    const page = createDriver(signedInAt('acme'));
    page.setUp();
    for (const resource of ['a', 'b', 'c', 'd']) page.call(play(resource));
    expect(page.due).to.deep.equal(['authorize', 'authorize', 'authorize', 'authorize']);
    for (const resource of ['c', 'a', 'd']) page.act({ type: 'permitted', resource, permit: permitOf(resource) });
    page.act({ type: 'refused', resource: 'b', error: failure('authorization_denied_by_mvpd') });
    const answers = page.told.filter(([name]) => name === 'setToken' || name === 'tokenRequestFailed');
    expect(answers.map(([, resource]) => resource)).to.deep.equal(['c', 'a', 'd', 'b']);
  });

  it('AE-S13, AE-S14: previews, as a list and as decisions', () => {
    const page = createDriver(signedInAt('acme'));
    page.setUp();
    page.call({ name: 'checkPreauthorizedResources', resources: ['a', 'b', 'c'], cache: true });
    const error = failure('preauthorization_denied_by_mvpd', { status: 403 });
    const decide = (resource: string, authorized: boolean) => ({
      ...{ resource, mvpd: 'acme', source: 'mvpd', authorized },
      ...(authorized ? {} : { error }),
    });
    const { call } = page.take('preview');
    const decisions = [decide('a', true), decide('b', false), decide('c', true)];
    page.act({ type: 'previewed', call, mvpd: 'acme', decisions });
    expect(page.told).to.deep.equal([['preauthorizedResources', ['a', 'c']]]);
    page.call({ name: 'preauthorize', resources: ['a', 'b'], cache: true, callback: {} });
    const asked = page.take('preview');
    page.act({ type: 'previewed', call: asked.call, mvpd: 'acme', decisions: decisions.slice(0, 2) });
    const [name, response] = page.told[1] as [string, { status: unknown; decisions: { error: { code: string } }[] }];
    expect([name, response.status]).to.deep.equal(['onResponse', null]);
    expect(response.decisions[0]).to.deep.equal({ id: 'a', authorized: true, error: null });
    expect(response.decisions[1]).to.include({ id: 'b', authorized: false });
    expect(response.decisions[1]!.error.code).to.equal('preauthorization_denied_by_mvpd');
  });

  it('AE-R57: what is known of a list is forgotten with the sign-out', () => {
    const page = createDriver(signedInAt('acme'));
    page.setUp();
    const list = { name: 'checkPreauthorizedResources', resources: ['a'], cache: true } as const;
    const ask = (): void => page.call({ ...list, resources: ['a'] });
    ask();
    const { call } = page.take('preview');
    const decisions = [{ resource: 'a', mvpd: 'acme', source: 'mvpd', authorized: true }];
    page.act({ type: 'previewed', call, mvpd: 'acme', decisions });
    ask();
    expect(page.due).to.deep.equal([]);
    page.call({ name: 'logout' });
    page.take('sign-out');
    page.viewer = NOBODY;
    page.act({ type: 'signed-out' });
    page.viewer = signedInAt('acme');
    ask();
    expect(page.due).to.deep.equal(['preview']);
  });

  it('AE-R14, AE-S15: a preview before the set-up fails at once and is not kept', () => {
    const page = createDriver(signedInAt('acme'));
    page.act({ type: 'requestor', options: {}, isNew: true, wantsConfig: false });
    page.call({ name: 'preauthorize', resources: ['a'], cache: true, callback: {} });
    const [name, response] = page.told[0] as [string, { status: object; decisions: unknown[] }];
    expect(name).to.equal('onFailure');
    expect(response.status).to.include({ status: 0, code: 'requestor_not_configured', action: 'retry' });
    expect(response.decisions).to.deep.equal([]);
    page.act({ type: 'set-up' });
    expect(page.told).to.have.length(1);
  });

  it('AE-S16: metadata, plain and sealed', () => {
    const page = createDriver(signedInAt('acme'));
    page.setUp();
    page.call({ name: 'getMetadata', key: 'userID' });
    page.call({ name: 'getMetadata', key: 'zip' });
    expect(page.told).to.deep.equal([
      ['setMetadataStatus', 'userID', false, 'u-1'],
      ['setMetadataStatus', 'zip', true, 'c2VhbGVk'],
    ]);
  });

  it('AE-S17, AE-S18: signed out', () => {
    const page = createDriver(signedInAt('acme'));
    page.setUp();
    page.call({ name: 'logout' });
    expect(page.take('sign-out').background).to.equal(false);
    page.viewer = NOBODY;
    page.act({ type: 'signed-out' });
    expect(page.told).to.deep.equal([
      ['setAuthenticationStatus', 0, OUT],
      ['sendTrackingData', 'authenticationDetection', [false, null, null, false]],
    ]);
  });

  it('AE-S19: into a TempPass without a sign-in', () => {
    const page = createDriver();
    page.setUp();
    page.call(choose('TempPass'));
    page.take('list');
    page.act({ type: 'listed', providers: PROVIDERS });
    expect(page.due).to.deep.equal(['trial']);
    const { id, then } = page.take('trial');
    page.act({ type: 'trial', id, profile: null, then });
    page.call(play('news'));
    expect(page.take('authorize').mvpd).to.equal('TempPass');
    const permit = permitOf('news', 'TempPass', { source: 'temppass' });
    page.act({ type: 'permitted', resource: 'news', permit });
    expect(words(page.told)).to.deep.equal([
      ...[CHOSEN, 'N011', 'setAuthenticationStatus 1', STATUS],
      ...['Z011', 'setToken', DECISION],
    ]);
  });

  it('AE-R67, AE-S20: a trial that is over stays the one that is selected', () => {
    const page = createDriver();
    page.act({ type: 'requestor', options: {}, isNew: true, wantsConfig: false });
    page.call({ name: 'getSelectedProvider' });
    page.call(CHECK);
    page.act({ type: 'set-up', trial: { id: 'TempPass', profile: null, isOver: true } });
    expect(words(page.told)).to.deep.equal(['selectedProvider', 'N111', 'setAuthenticationStatus 0', STATUS]);
    expect(page.told[0]).to.deep.equal(['selectedProvider', { MVPD: 'TempPass', AE_State: 'User Not Authenticated' }]);
  });

  it('AE-R7, AE-S21: a revoked statement', () => {
    const page = createDriver();
    page.act({ type: 'requestor', options: {}, isNew: true, wantsConfig: false });
    page.call(CHECK);
    page.act({ type: 'set-up-failed', error: failure('unapproved_software_statement') });
    expect(words(page.told)).to.deep.equal(['R400', 'setAuthenticationStatus 0', STATUS]);
    expect(page.told[1]).to.deep.equal(['setAuthenticationStatus', 0, 'Internal Error']);
    page.call(CHECK);
    expect(page.told.at(-2), 'and ever after').to.deep.equal(['setAuthenticationStatus', 0, 'Internal Error']);
    expect(page.due.filter(type => type === 'set-up')).to.have.length(1);
  });

  it('AE-S22: a profile that ended between check and play', () => {
    const page = createDriver(signedInAt('acme'));
    page.setUp();
    page.call(play('news'));
    page.viewer = { ...NOBODY, remembered: 'acme' };
    const error = failure('authenticated_profile_expired', { action: 'authentication' });
    page.act({ type: 'refused', resource: 'news', error });
    page.call(CHECK);
    expect(words(page.told)).to.deep.equal([
      ...['N000', 'tokenRequestFailed', DECISION],
      ...['N000', 'setAuthenticationStatus 0', STATUS],
    ]);
    expect(page.told[1]).to.deep.equal(['tokenRequestFailed', 'news', OUT, '']);
  });

  it('AE-R77: a dismissal inside the answer to a dismissal ends there', () => {
    const page = createDriver({ ...NOBODY, remembered: 'acme' });
    page.setUp();
    page.call(CHECK);
    page.call(choose(null));
    const once = page.told.length;
    page.call(choose(null));
    expect(page.told.length).to.equal(once);
    expect(words(page.told).filter(word => word === 'setAuthenticationStatus 0')).to.have.length(2);
  });

  it('AE-R26: a remembered provider needs no dialog; after a dismissal it does', () => {
    const page = createDriver({ ...NOBODY, remembered: 'acme' });
    page.setUp();
    page.call({ name: 'getAuthentication' });
    page.turn();
    expect(page.take('sign-in').mvpd).to.equal('acme');
    page.call(choose(null));
    page.call({ name: 'getAuthentication' });
    page.turn();
    expect(page.due).to.include('list');
  });

  it('AE-R37: a second wish during a sign-in that leaves the page is refused; in the background it takes its place', () => {
    const page = createDriver({ ...NOBODY, remembered: 'acme' });
    page.setUp();
    page.call({ name: 'getAuthentication' });
    page.turn();
    page.call({ name: 'getAuthentication' });
    expect(page.told.at(-2)).to.deep.equal(['setAuthenticationStatus', 0, 'Multiple Authentication Requests Error']);
    const aside = createDriver({ ...NOBODY, remembered: 'acme' });
    aside.setUp({ backgroundLogin: true });
    aside.call({ name: 'getAuthentication' });
    aside.turn();
    aside.call({ name: 'getAuthentication' });
    aside.turn();
    expect(words(aside.told)).to.deep.equal([CHOSEN]);
    expect(aside.due).to.include.members(['end-sign-in', 'list']);
  });

  it('AE-R44: the three states of a selection', () => {
    const states = [NOBODY, { ...NOBODY, remembered: 'acme' }, signedInAt('acme')].map(viewer => {
      const page = createDriver(viewer);
      page.setUp();
      page.call({ name: 'getSelectedProvider' });
      return page.told[0]![1];
    });
    expect(states).to.deep.equal([
      { MVPD: null, AE_State: 'New User' },
      { MVPD: 'acme', AE_State: 'User Not Authenticated' },
      { MVPD: 'acme', AE_State: 'User Authenticated' },
    ]);
  });

  it('AE-R38: nothing to choose from, and a provider that is none', () => {
    const page = createDriver();
    page.setUp();
    page.call({ name: 'getAuthentication' });
    page.turn();
    page.act({ type: 'listed', providers: [] });
    expect(page.told[1]).to.deep.equal(['setAuthenticationStatus', 0, 'Provider not Available Error']);
    page.call(choose('stranger'));
    page.act({ type: 'listed', providers: PROVIDERS });
    expect(page.told.at(-2)).to.deep.equal(['setAuthenticationStatus', 0, 'Provider not Available Error']);
  });

  it('AE-R13, AE-R15: calls wait in order, and a set-up that fails answers each of them once', () => {
    const calls = [
      CHECK,
      play('news'),
      { name: 'getMetadata', key: 'zip' },
      { name: 'checkPreauthorizedResources', resources: ['a'], cache: true },
      { name: 'getSelectedProvider' },
      { name: 'logout' },
    ] as const;
    const names = ['setAuthenticationStatus', 'tokenRequestFailed', 'setMetadataStatus', 'preauthorizedResources'];
    const page = createDriver();
    page.act({ type: 'requestor', options: {}, isNew: true, wantsConfig: false });
    for (const call of calls) page.call({ ...call } as never);
    page.act({ type: 'set-up-failed', error: failure('internal_server_error', { httpStatus: 503, status: 503 }) });
    const answers = page.told.map(([name]) => name).filter(name => name !== 'sendTrackingData');
    expect(answers).to.deep.equal(['CFG503', ...names, 'selectedProvider', 'setAuthenticationStatus']);
    const works = createDriver(signedInAt('acme'));
    works.act({ type: 'requestor', options: {}, isNew: true, wantsConfig: false });
    for (const call of calls) works.call({ ...call } as never);
    works.act({ type: 'set-up' });
    expect(works.due).to.deep.equal(['set-up', 'authorize', 'preview', 'sign-out']);
    expect(works.told.map(([name]) => name)).to.deep.equal([
      ...['setAuthenticationStatus', 'sendTrackingData', 'setMetadataStatus', 'selectedProvider'],
    ]);
  });

  it('AE-R15, AE-S1, AE-S2: who is signed in is told, and a failed set-up answered, without the part that is fetched', () => {
    const nobody = createDriver(NOBODY, false);
    nobody.setUp();
    nobody.call(CHECK);
    expect(words(nobody.told)).to.deep.equal(['N000', 'setAuthenticationStatus 0', STATUS]);
    const somebody = createDriver(signedInAt('acme'), false);
    somebody.setUp();
    somebody.call(CHECK);
    somebody.call({ name: 'getSelectedProvider' });
    expect(words(somebody.told)).to.deep.equal(['setAuthenticationStatus 1', STATUS, 'selectedProvider']);
    const failing = createDriver(NOBODY, false);
    failing.act({ type: 'requestor', options: {}, isNew: true, wantsConfig: false });
    failing.call(CHECK);
    failing.call({ name: 'getSelectedProvider' });
    failing.act({ type: 'set-up-failed', error: failure('network') });
    expect(failing.told[0]).to.deep.equal(['setAuthenticationStatus', 0, 'Internal Error']);
    expect(failing.told.at(-1)).to.deep.equal(['selectedProvider', { MVPD: null, AE_State: 'New User' }]);
    failing.call(CHECK);
    expect(failing.due, 'and the next call sets up again').to.deep.equal(['set-up', 'set-up']);
  });

  it('after a fault that can pass, the next call sets up again', () => {
    const page = createDriver();
    page.act({ type: 'requestor', options: {}, isNew: true, wantsConfig: false });
    page.take('set-up');
    page.act({ type: 'set-up-failed', error: failure('network') });
    page.call(CHECK);
    page.take('set-up');
    page.viewer = signedInAt('acme');
    page.act({ type: 'set-up' });
    expect(words(page.told)).to.deep.equal(['CFG404', 'setAuthenticationStatus 1', STATUS]);
  });

  it('AE-R69: degraded states are told as such', () => {
    const page = createDriver(signedInAt('acme', { type: 'degraded' }));
    page.setUp();
    page.call(CHECK);
    page.call(play('news'));
    page.act({ type: 'permitted', resource: 'news', permit: permitOf('news', 'acme', { source: 'degradation' }) });
    expect(words(page.told)).to.deep.equal([
      ...['N010', 'setAuthenticationStatus 1', STATUS],
      ...['Z010', 'setToken', DECISION],
    ]);
    expect(page.told[0]![1]).to.deep.include({ level: 'warning' });
  });

  it('another of the viewer’s profiles is chosen without a sign-in', () => {
    const [a, b] = [profileOf('acme'), profileOf('bright')];
    const page = createDriver({ profile: a, profiles: [a, b], remembered: 'acme' });
    page.setUp();
    page.call(choose('bright'));
    expect(page.take('select').mvpd).to.equal('bright');
    expect(words(page.told)).to.deep.equal([CHOSEN, 'setAuthenticationStatus 1', STATUS]);
    expect((page.told[2]![2] as unknown[])[1]).to.equal('bright');
  });

  const REFUSED = ['tokenRequestFailed', DECISION];
  const wished = () => {
    const page = createDriver();
    page.setUp();
    page.call({ name: 'getAuthorization', resource: 'news' });
    page.turn();
    page.take('list');
    return page;
  };

  it('AE-R51: a play whose sign-in comes to nothing is refused, whatever the reason, and is no wish any more', () => {
    const empty = wished();
    empty.act({ type: 'listed', providers: [] });
    expect(words(empty.told)).to.deep.equal(['N500', ...REFUSED]);
    expect(empty.told[1]).to.deep.equal(['tokenRequestFailed', 'news', 'Generic Authorization Error', '']);

    const unlisted = wished();
    unlisted.act({ type: 'list-failed', error: failure('network') });
    expect(unlisted.told[1]).to.deep.equal(['tokenRequestFailed', 'news', 'Internal Authorization Error', '']);
    expect(unlisted.state.purpose).to.deep.equal({});

    const stranger = wished();
    stranger.act({ type: 'listed', providers: PROVIDERS });
    stranger.call(choose('stranger'));
    stranger.act({ type: 'listed', providers: PROVIDERS });
    expect(words(stranger.told)).to.deep.equal(['displayProviderDialog', CHOSEN, 'N500', ...REFUSED]);

    const over = wished();
    over.act({ type: 'listed', providers: PROVIDERS });
    over.call(choose('TempPass'));
    const { id, then } = over.take('trial');
    const error = failure('temporary_access_duration_limit_exceeded');
    over.act({ type: 'trial', id, profile: null, error, then });
    expect(words(over.told)).to.deep.equal(['displayProviderDialog', CHOSEN, 'N111', ...REFUSED]);
    expect(over.told[3]).to.deep.equal(['tokenRequestFailed', 'news', 'User Not Authorized Error', '']);
  });

  it('a window that waits for its provider goes when the viewer signs out, or the page dismisses the choice', () => {
    for (const call of [{ name: 'logout' }, choose(null)] as const) {
      const page = createDriver();
      page.setUp({ backgroundLogin: true });
      page.call(choose('acme'));
      expect(page.take('open-window').when).to.equal('early');
      page.call(call);
      expect(page.due).to.include('close-window');
    }
  });

  it('AE-R66: a TempPass ends the sign-in that is under way', () => {
    const page = chosen('acme');
    page.call(choose('TempPass'));
    expect(page.due).to.include.members(['end-sign-in', 'trial']);
    expect(page.due.filter(type => type === 'open-window')).to.have.length(1);
  });

  it('what became of a sign-in at one requestor says nothing of another one', () => {
    const page = chosen('acme');
    const { id } = page.take('sign-in');
    chosen('bright', page);
    const before = page.told.length;
    page.act({ type: 'sign-in-failed', id, error: failure('network'), notice: null });
    expect(page.told.length).to.equal(before);
  });
});
