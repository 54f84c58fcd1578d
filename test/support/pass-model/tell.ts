import type { Deed } from '../stories.ts';
import { DEEDS, Story } from './deeds.ts';

function checkGates({ device }: Story, opened: Map<string, object>): void {
  for (const tab of device.tabs) {
    for (const gate of tab.gates) {
      const { outcome } = gate.decision;
      if (outcome.kind !== 'permit') continue;
      const { serializedToken } = outcome.permit.mediaToken;
      const token = device.service.mediaTokens.get(serializedToken);
      const owner = opened.get(serializedToken) ?? gate;
      opened.set(serializedToken, owner);
      if (owner !== gate) device.service.rules.blame('PASS-R79', 'a media token opened two gates');
      if (token?.resource !== gate.resource || token.page !== tab.id) {
        device.service.rules.blame('PASS-R89', `a gate for ${gate.resource} is open without a permit`);
      }
    }
  }
}

/** Nothing was asked of the pages for two minutes: by then they know that free access has ended. */
function checkFreeGates({ device: { tabs, service } }: Story): void {
  for (const { frozen, gates } of tabs) {
    for (const { resource, decision } of frozen ? [] : gates) {
      const { outcome } = decision;
      if (outcome.kind !== 'permit' || !service.freeIsOver(outcome.permit.mediaToken.serializedToken, 100_000))
        continue;
      service.rules.blame('PASS-R126', `free access has ended, and a gate for ${resource} is open`);
    }
  }
}

/** Parts that are fetched on demand are here already, but the browser hands them out in tasks of its own. */
const handOut = (): Promise<unknown> => import('../../../src/pass/signing.ts');

/** The first deed of a kind on a page may fetch something; waiting for it each time would take most of the time. */
async function fetched({ device }: Story, name: string, parts: Set<string>): Promise<void> {
  const key = `${device.opened} ${name}`;
  if (parts.has(key) || /^(wait|sleep|fault|latency|expire|revoke)/.test(name)) return;
  parts.add(key);
  await handOut();
}

/** Plays a story to its end; gives back the rules that were broken. */
export async function tell(deeds: readonly Deed[]): Promise<string[]> {
  const story = new Story();
  const { device } = story;
  const { rules } = device.service;
  const opened = new Map<string, object>();
  story.open();
  await device.time.settle();
  await handOut();
  const parts = new Set<string>();
  for (const [name, one, two] of deeds) {
    await DEEDS[name]!(story, one, two);
    await fetched(story, name, parts);
    await device.time.settle();
    checkGates(story, opened);
    if (rules.broken.length > 0) return rules.broken;
  }
  // Nothing more goes wrong, nobody does anything more: everything comes to an end.
  device.service.faults = [];
  device.service.latency = 0;
  for (const tab of device.tabs) {
    for (const window of tab.windows) window.close();
    if (tab.away !== undefined) device.kill(tab);
  }
  for (let round = 0; round < 6; round += 1) {
    await handOut();
    await device.time.pass(20_000);
  }
  checkGates(story, opened);
  checkFreeGates(story);
  const { requests } = device.service;
  if (requests > story.allowance) rules.blame('loop', `${requests} requests, ${story.allowance} are justified`);
  for (const tab of device.tabs) {
    // Like an element that is taken out of the page.
    for (const { decision } of tab.gates) decision.withdraw();
    tab.client.stop();
  }
  await device.time.settle();
  const before = device.service.requests;
  await device.time.pass(40_000);
  if (device.service.requests > before) rules.blame('PASS-R63', 'a page that has stopped goes on asking');
  const open = device.promises
    .filter(({ settled, page }) => !settled && !page.gone && !page.frozen)
    .map(({ what }) => what);
  if (open.length > 0) rules.blame('settle', `never settled: ${open.join(', ')}`);
  if (device.time.timers > 0) rules.blame('PASS-R63', `${device.time.timers} timers are left`);
  return rules.broken;
}
