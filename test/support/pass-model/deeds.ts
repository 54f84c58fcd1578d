import type { SecondScreen } from '../../../src/pass/types.ts';
import { FAULTS, FREE, MVPDS } from './service.ts';
import { HERE, ModelDevice, type ModelWindow, type Tab } from './device.ts';

export class Story {
  readonly device = new ModelDevice();
  readonly screens: { tab: Tab; screen: SecondScreen }[] = [];
  #asked = 0;
  readonly #controllers: AbortController[] = [];

  /** The most requests that can be justified so far. */
  get allowance(): number {
    const polls = [...this.device.service.codes.values()].length * 25;
    return 60 + 40 * this.#asked + polls;
  }

  tab(index: number): Tab | undefined {
    const here = this.device.tabs.filter(({ frozen, stopped }) => !frozen && !stopped);
    return here[index % Math.max(1, here.length)];
  }

  ask(tab: Tab, what: string, promise: Promise<unknown>): void {
    this.#asked += 1;
    this.device.watch(tab, what, promise);
  }

  /** Sometimes a caller gives up. */
  signal(one: number): { signal?: AbortSignal } {
    if (one % 3 > 0) return {};
    const controller = new AbortController();
    this.#controllers.push(controller);
    return { signal: controller.signal };
  }

  readonly #shown = new Map<Tab, AbortController>();

  /** Ends the code that this page shows, and gives the signal of the next one. */
  nextScreen(tab: Tab): AbortSignal {
    this.#shown.get(tab)?.abort();
    const controller = new AbortController();
    this.#shown.set(tab, controller);
    this.#controllers.push(controller);
    return controller.signal;
  }

  giveUp(): void {
    this.#controllers.pop()?.abort();
  }

  open(options: Parameters<ModelDevice['open']>[0] = {}): Tab {
    this.#asked += 1;
    return this.device.open(options);
  }

  /** A window of a page that is at the provider's. */
  window(index: number): { tab: Tab; window: ModelWindow } | undefined {
    const all = this.device.tabs.flatMap(tab => tab.windows.map(window => ({ tab, window })));
    const open = all.filter(({ window }) => !window.closed && window.code !== undefined);
    return open[index % Math.max(1, open.length)];
  }

  away(index: number): Tab | undefined {
    const gone = this.device.tabs.filter(({ away }) => away !== undefined);
    return gone[index % Math.max(1, gone.length)];
  }

  /** The viewer ends the visit to a provider's page: signed in or not, the address that was given is reached. */
  comeBack(name: string | undefined, signedIn: boolean): void {
    const code = name === undefined ? undefined : this.device.service.codes.get(name);
    if (!code) return;
    if (signedIn) this.device.service.approve(code, code.mvpd ?? 'acme');
    code.returned = true;
  }
}

const provider = (n: number): string => MVPDS[n % MVPDS.length]!;
const resource = (n: number): string => ['news', 'sport', 'premium'][n % 3]!;

export const DEEDS: Record<string, (story: Story, one: number, two: number) => unknown> = {
  open: story => story.device.tabs.length < 3 && story.open(),
  close: (story, one) => {
    const tab = story.tab(one);
    if (tab) story.device.kill(tab);
  },
  // The element is taken out of the page and put back: nothing is asked of it meanwhile.
  stop: (story, one, two) => {
    const tab = story.tab(one);
    if (!tab) return;
    tab.client.stop();
    if (two % 2) tab.client.start();
    else tab.stopped = true;
  },
  start: (story, one) => {
    const stopped = story.device.tabs.filter(({ stopped }) => stopped);
    const tab = stopped[one % Math.max(1, stopped.length)];
    if (!tab) return;
    tab.stopped = false;
    story.ask(tab, 'start', Promise.resolve(tab.client.start()));
  },
  signIn: (story, one, two) => {
    const tab = story.tab(one);
    const mode = two % 4 === 0 ? 'redirect' : 'popup';
    if (tab) story.ask(tab, 'sign-in', tab.client.signIn(provider(two), { mode, ...story.signal(two) }));
  },
  cancel: (story, one) => story.tab(one)?.client.cancelSignIn(),
  showWindow: (story, one) => {
    const tab = story.tab(one);
    if (tab) story.ask(tab, 'show', Promise.resolve(tab.client.showSignInWindow()));
  },
  popups: (story, one) => (story.device.blockedPopups = one % 2 === 0),
  finishPopup: (story, one, two) => {
    const found = story.window(one);
    if (!found) return;
    story.comeBack(found.window.code, two % 4 > 0);
    story.open({ mark: found.window.mark!, inside: found.window });
  },
  closePopup: (story, one) => story.window(one)?.window.close(),
  finishRedirect: (story, one, two) => {
    const tab = story.away(one);
    if (!tab) return;
    const reached = two % 4 > 0;
    if (reached) story.comeBack(tab.away, two % 4 > 1);
    story.device.kill(tab);
    story.open({ ...(tab.mark ? { mark: tab.mark } : {}), address: reached ? HERE : `${HERE}/other` });
  },
  goBack: (story, one) => {
    const tab = story.away(one);
    if (!tab) return;
    tab.away = undefined;
    tab.frozen = false;
    story.ask(tab, 'wake', Promise.resolve(tab.client.wakeUp()));
  },
  play: (story, one, two) => {
    const tab = story.tab(one);
    if (!tab) return;
    const gate = tab.gates.length < 3 ? story.device.gate(tab, resource(two)) : tab.gates[two % 3]!;
    story.ask(tab, 'play', Promise.resolve());
    story.device.play(tab, gate);
  },
  // As long as it is offered.
  playFree: (story, one, two) => {
    const tab = story.tab(one);
    if (!tab?.client.tempPass) return;
    const gate = tab.gates.length < 3 ? story.device.gate(tab, resource(two)) : tab.gates[two % 3]!;
    story.ask(tab, 'free play', Promise.resolve());
    story.device.play(tab, gate, FREE);
  },
  signInFree: (story, one, two) => {
    const tab = story.tab(one);
    if (tab) story.ask(tab, 'free sign-in', tab.client.signIn(FREE, story.signal(two)));
  },
  authorize: (story, one, two) => {
    const tab = story.tab(one);
    if (tab) story.ask(tab, 'authorize', tab.client.authorize(resource(two), story.signal(two)));
  },
  preauthorize: (story, one, two) => {
    const tab = story.tab(one);
    const many = Array.from({ length: two % 12 }, (_, n) => `r${n + (two % 3)}`);
    if (tab) story.ask(tab, 'preauthorize', tab.client.preauthorize(many, story.signal(two)));
  },
  screen: (story, one, two) => {
    const tab = story.tab(one);
    if (!tab) return;
    const chosen = two % 2 ? { providerId: provider(two) } : {};
    // Like <pass-auth-code>: a new code takes the place of the old one.
    const started = tab.client.startSecondScreen({ ...chosen, signal: story.nextScreen(tab) });
    story.ask(tab, 'second screen', started);
    started.then(
      screen => {
        story.screens.push({ tab, screen });
        story.device.watch(tab, 'profile of a code', screen.profile);
      },
      () => {},
    );
  },
  screenCancel: (story, one) => story.screens[one % Math.max(1, story.screens.length)]?.screen.cancel(),
  screenCheck: (story, one) => story.screens[one % Math.max(1, story.screens.length)]?.screen.check(),
  screenPause: (story, one, two) => story.screens[one % Math.max(1, story.screens.length)]?.screen.pause(two % 2 === 0),
  screenUsed: (story, one, two) => {
    const { screen } = story.screens[one % Math.max(1, story.screens.length)] ?? {};
    const code = screen && story.device.service.codes.get(screen.code);
    if (code) story.device.service.approve(code, provider(two));
  },
  activate: (story, one, two) => {
    const tab = story.tab(one);
    const codes = [...story.device.service.codes.keys()];
    const code = codes[two % Math.max(1, codes.length)] ?? 'nothing';
    if (tab) story.ask(tab, 'activate', tab.client.activate(code, { providerId: provider(two), ...story.signal(two) }));
  },
  signOut: (story, one, two) => {
    const tab = story.tab(one);
    if (tab) story.ask(tab, 'sign-out', tab.client.signOut({ all: two % 2 === 0, stay: true, ...story.signal(two) }));
  },
  select: (story, one, two) => story.tab(one)?.client.selectProfile(provider(two)),
  refresh: (story, one, two) => {
    const tab = story.tab(one);
    if (tab) story.ask(tab, 'refresh', tab.client.refresh(story.signal(two)));
  },
  providers: (story, one, two) => {
    const tab = story.tab(one);
    if (tab) story.ask(tab, 'providers', tab.client.providers(story.signal(two)));
  },
  giveUp: story => story.giveUp(),
  fault: (story, one, two) => {
    const fault = FAULTS[one % FAULTS.length]!;
    for (let times = 0; times <= two % 5; times += 1) story.device.service.faults.push(fault);
  },
  latency: (story, one) => (story.device.service.latency = [0, 0, 150, 2_500][one % 4]!),
  expireProfiles: story => story.device.service.expireProfiles(),
  expireTokens: story => story.device.service.expireTokens(),
  revoke: story => story.device.service.revoke(),
  // The viewer has the browser forget this site, under its open pages.
  wipe: story => {
    story.device.service.forget();
    return story.device.storage.clear();
  },
  wait: (story, one) => story.device.time.pass(one * 2),
  waitLong: (story, one) => story.device.time.pass(one * 30),
  sleep: (story, one) => {
    // Tokens run out under requests that wait.
    story.device.service.expireTokens();
    return story.device.time.jump(one * 1_000);
  },
};
