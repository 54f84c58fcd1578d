import { FAULTS } from './service.ts';
import { ModelDevice, type Tab, type Tracked } from './device.ts';

export class Story {
  readonly device = new ModelDevice();
  /** Addresses of trackers whose consent was withdrawn: they owe nothing any more. */
  readonly silenced = new Set<string>();

  tab(index: number): Tab | undefined {
    const here = this.device.tabs.filter(({ parked }) => !parked);
    return here[index % Math.max(1, here.length)];
  }

  tracker(index: number): Tracked | undefined {
    const all = this.device.tabs.filter(({ parked }) => !parked).flatMap(({ trackers }) => trackers);
    return all[index % Math.max(1, all.length)];
  }

  /** What is not delivered yet is excused. */
  excuse(which: (base: string, page: Tab) => boolean): void {
    for (const [text, told] of this.device.told) {
      if (!told.settled && !this.device.service.accepted.has(text) && which(told.base, told.page)) told.settled = true;
    }
  }
}

type Act = (story: Story, one: number, two: number) => unknown;

/** Something that happens to one tracker and its media. */
const on =
  (act: (tracked: Tracked, amount: number, story: Story) => unknown): Act =>
  (story, one, two) => {
    const tracked = story.tracker(one);
    return tracked && act(tracked, two, story);
  };

async function pass({ device }: Story, ms: number): Promise<void> {
  const parts = ms > 20_000 ? 2 : 3;
  for (let part = 0; part < parts; part++) {
    await device.time.pass(ms / parts);
    for (const { trackers, parked } of device.tabs) {
      for (const { media } of trackers) if (media.moving && !parked) media.tell('timeupdate');
    }
  }
}

/** Nobody can ping while the device sleeps, or its clock is wrong. */
function mind({ device }: Story, ms: number): void {
  const now = device.time.now + 1_800_000_000_000 + device.skew;
  device.service.gaps.push([now - Math.abs(ms), now + Math.abs(ms)]);
}

export const DEEDS: Readonly<Record<string, Act>> = {
  play: on(({ media }, amount) => media.play(amount % 900)),
  pause: on(({ media }) => media.pause()),
  toggle: on(({ media }) => {
    media.pause();
    media.play(10);
  }),
  stall: on(({ media }, amount) => media.stall(amount * 7)),
  seek: on(({ media }, amount) => media.seek((amount % 100) * 1.2, (amount % 7) * 60)),
  scrub: on(({ media }, amount) => {
    media.seek(amount % 90, 50);
    media.seek((amount + 7) % 90, 120);
  }),
  seekToEnd: on(({ media }) => media.seek(1e6, 80)),
  fail: on(({ media, base }, amount, { device }) => {
    device.service.failed.add(base);
    media.fail((amount % 4) + 1);
  }),
  reload: on(({ media }) => media.load()),
  rate: on(({ media }, amount) => media.setRate([1, 2, 0.5, 0, 1.5][amount % 5]!)),
  loop: on(({ media }, amount) => (media.loop = amount % 2 === 0)),
  mute: on(({ media }, amount) => media.mute(amount % 2 === 0)),
  nextItem: on(({ media, host, controller }, amount) => {
    media.load([120, 90, 30][amount % 3]);
    host.setAttribute('media-id', `m${amount % 5}`);
    controller.refresh();
  }),
  adBreakStart: on(({ controller }, amount) => controller.tell('adBreakStart', { name: `break ${amount % 3}` })),
  adStart: on(({ controller }, amount) => controller.tell('adStart', { id: `ad ${amount % 3}`, length: 5 })),
  adComplete: on(({ controller }) => controller.tell('adComplete')),
  adSkip: on(({ controller }) => controller.tell('adSkip')),
  adBreakComplete: on(({ controller }) => controller.tell('adBreakComplete')),
  /** As an ad integration does it: the content stands while an ad plays elsewhere. */
  midRoll: on(({ controller, media }) => {
    media.pause();
    controller.tell('adBreakStart');
    controller.tell('adStart', { id: 'mid', length: 10 });
  }),
  midRollEnds: on(({ controller, media }) => {
    controller.tell('adComplete');
    controller.tell('adBreakComplete');
    media.play(20);
  }),
  chapterStart: on(({ controller }, amount) => controller.tell('chapterStart', { name: `chapter ${amount % 4}` })),
  chapterComplete: on(({ controller }) => controller.tell('chapterComplete')),
  chapterSkip: on(({ controller }) => controller.tell('chapterSkip')),
  state: on(({ controller }, amount) => controller.tell(amount % 2 ? 'stateStart' : 'stateEnd', `s${amount % 24}`)),
  bitrate: on(({ controller }, amount) => controller.tell('setQuality', { bitrate: amount * 1000 })),
  trackError: on(({ controller }, amount) => controller.tell('trackError', `e${amount % 5}`, 'external')),
  endSession: on(({ controller }) => controller.tell('endSession')),
  flush: on(({ controller }) => void controller.flush()),
  misconfigure: on(({ host, controller }, amount) => {
    if (amount % 2) host.setAttribute('tracking-server', 't');
    else host.removeAttribute('tracking-server');
    controller.refresh();
  }),
  detach: on(async ({ controller }, amount, { device }) => {
    controller.disconnect();
    await device.time.pass(amount + 5);
    controller.connect();
    controller.refresh();
  }),
  pending: on(({ host, controller }) => {
    if (host.consent === 'denied') return;
    host.consent = 'pending';
    controller.refresh();
  }),
  grant: on(({ host, controller }) => {
    host.consent = 'granted';
    controller.refresh();
  }),
  /** The viewer's choice is the site's: all its pages hear of it. */
  deny: (story, one) => {
    if (one % 3) return;
    story.excuse(() => true);
    for (const { base } of story.device.service.sessions.values()) story.silenced.add(base);
    for (const { host, controller } of story.device.tabs.flatMap(({ trackers }) => trackers)) {
      host.consent = 'denied';
      controller.refresh();
    }
  },

  wait: (story, one) => pass(story, one * 3),
  waitMore: (story, one) => pass(story, one * 20),
  waitLong: (story, one) => pass(story, (one % 8 === 0 ? 40 : 1) * 50_000),
  sleep: async (story, one, two) => {
    const ms = two % 4 ? one * 60 : one * 3000;
    mind(story, ms);
    await story.device.time.jump(ms);
    mind(story, ms);
  },
  clockAhead: (story, one) => {
    mind(story, one * 100);
    story.device.skew += one * 100;
    mind(story, one * 100);
  },
  clockBack: (story, one) => {
    mind(story, one * 100);
    story.device.skew -= one * 100;
    story.device.setBack += one * 100;
    mind(story, one * 100);
  },

  fault: ({ device }, one) => device.service.faults.push(FAULTS[one % FAULTS.length]!),
  faults: ({ device }, one, two) => {
    for (let count = 0; count < (two % 5) + 1; count++) device.service.faults.push(FAULTS[(one + count) % 4]!);
  },
  outage: ({ device }) => (device.service.outage = true),
  outageEnds: ({ device }) => (device.service.outage = false),
  offline: ({ device }) => device.setOnline(false),
  online: ({ device }) => device.setOnline(true),

  newTab: ({ device }, one, two) => {
    if (device.tabs.length > 3) return;
    device.open((one % 2) + 1, { duration: [120, 60, Infinity][two % 3]!, downloaded: two % 7 === 0 });
  },
  kill: (story, one) => {
    const tab = story.tab(one);
    if (tab) story.device.kill(tab);
  },
  leave: async (story, one) => {
    const tab = story.tab(one);
    if (!tab) return;
    const { device } = story;
    // A farewell that the network loses is lost: the page is not there to notice.
    const lost = device.service.outage ? tab.trackers.map(({ base }) => base) : [];
    await device.leave(tab);
    for (const base of lost) story.silenced.add(base);
    if (lost.length > 0) story.excuse((_, page) => page === tab);
  },
  park: async (story, one) => {
    const tab = story.tab(one);
    if (tab) await story.device.park(tab);
  },
  restore: ({ device }, one) => {
    const parked = device.tabs.filter(tab => tab.parked);
    const found = parked[one % Math.max(1, parked.length)];
    if (found) device.restore(found);
  },
};
