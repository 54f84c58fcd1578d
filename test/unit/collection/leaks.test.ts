import { expect } from '@open-wc/testing';
import type { SessionRecord } from '../../../src/collection/session-record.ts';
import type { MediaEvent } from '../../../src/collection/types.ts';
import { MeasurementController } from '../../../src/controllers/measurement-controller.ts';
import type { TrackerHost } from '../../../src/controllers/measurement-host.ts';
import { withLock } from '../../../src/core/locks.ts';
import { createMemoryStore } from '../../../src/storage/memory-store.ts';
import { createOutbox } from '../../../src/storage/outbox.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

/** Counts what is listened to and not let go of again. */
function countListeners(targets: EventTarget[]): () => number {
  let count = 0;
  for (const target of targets) {
    const add = target.addEventListener.bind(target);
    target.addEventListener = (type: string, listener: never, options?: AddEventListenerOptions): void => {
      count++;
      options!.signal!.addEventListener('abort', () => count--, { once: true });
      add(type, listener, options);
    };
  }
  return () => count;
}

describe('tracker controller', () => {
  it('leaves no listener and no timer behind in a hundred rounds', async () => {
    const media = document.createElement('video');
    const targets: EventTarget[] = [media, media.textTracks, document, window];
    const listening = countListeners(targets);
    const clock = createFakeClock();
    const values: Record<string, string> = {
      'collection-api': 'https://collect.example',
      'tracking-server': 't',
      'report-suite': 'r',
      'org-id': 'o',
      'media-id': 'm',
      'media-length': '60',
      'player-name': 'p',
      channel: 'c',
    };
    const host = document.createElement('div') as unknown as TrackerHost & { consent: string };
    for (const [name, value] of Object.entries(values)) host.setAttribute(name, value);
    const none = (): void => {};
    Object.assign(host, {
      media,
      consent: 'granted',

      onState: none,
      onDelivery: none,
      onError: none,
    });
    let sent = 0;
    const controller = new MeasurementController(host, {
      fetch: async url => {
        sent++;
        const headers = { Location: `/api/v1/sessions/${sent}` };
        return String(url).endsWith('/events')
          ? new Response(null, { status: 204 })
          : new Response(null, { status: 201, headers });
      },
      clock,
      random: () => 0.5,
      id: () => String(Math.random()),
      outbox: createOutbox<SessionRecord, MediaEvent>(createMemoryStore()),
      withLock,
      locks: true,
      online: () => true,
      page: window,
      recovery: () => import('../../../src/collection/recovery.ts'),
      others: () => Promise.reject(new Error('none is named')),
      extras: () => import('../../../src/controllers/measurement-extras.ts'),
    });
    let most = 0;
    for (let round = 0; round < 100; round++) {
      controller.connect();
      controller.refresh();
      Object.defineProperty(media, 'paused', { configurable: true, value: false });
      media.dispatchEvent(new Event('play'));
      media.dispatchEvent(new Event('playing'));
      most = Math.max(most, listening());
      if (round % 2) controller.tell('endSession');
      controller.disconnect();
    }
    await clock.advance(20_000);
    // Locks are granted in their own time.
    for (let turn = 0; turn < 200 && (clock.timers > 0 || sent < 200); turn++) await clock.advance(1000);
    expect(most).to.be.within(10, 60);
    expect(listening()).to.equal(0);
    expect(clock.timers).to.equal(0);
    expect(sent).to.be.greaterThan(100);
    for (const target of targets) delete (target as { addEventListener?: unknown }).addEventListener;
  });
});
