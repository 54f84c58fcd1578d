import { expect, oneEvent } from '@open-wc/testing';
import { SERVICE_PROVIDER, SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { PassAccountElement } from '../../src/elements/pass-account/pass-account.ts';
import { PassGateElement } from '../../src/elements/pass-gate/pass-gate.ts';
import { PassProviderPickerElement } from '../../src/elements/pass-provider-picker/pass-provider-picker.ts';
import { PassServiceElement } from '../../src/elements/pass-service/pass-service.ts';
import {
  control,
  expectClosed,
  expectOpen,
  gateMarkup,
  gateOf,
  inState,
  passPage,
  record,
  until,
} from '../support/pass-fixtures.ts';

let tags = 0;
/** The element under a name that is not defined yet: a page whose script comes after its markup. */
const lateTag = (): string => `late-element-${++tags}`;

const pending = (entries: { verdict: string }[]): boolean => entries.some(({ verdict }) => verdict === 'pending');

describe('upgraded late, with properties set before', () => {
  const page = passPage();

  it('<pass-service>', async () => {
    const tag = lateTag();
    const service = page.put(`<${tag}></${tag}>`).firstElementChild as PassServiceElement;
    Object.assign(service, {
      serviceProvider: SERVICE_PROVIDER,
      softwareStatement: SOFTWARE_STATEMENT,
      baseUrl: page.world.origin,
    });
    PassServiceElement.define(tag);
    await inState(service, 'signed-out');
    expect(service.baseUrl).to.equal(page.world.origin);
    expect(Object.keys(service)).not.to.include('baseUrl');
  });

  it('<pass-gate>', async () => {
    await page.signedIn('pickwell');
    const tag = lateTag();
    const gate = page.open(`<${tag}><template><p class="film"></p></template></${tag}>`)
      .firstElementChild as PassGateElement;
    gate.resource = 'sport';
    gate.when = 'click';
    PassGateElement.define(tag);
    await gate.updateComplete;
    expect([gate.state, gate.resource]).to.deep.equal(['idle', 'sport']);
    gate.when = 'load';
    await inState(gate, 'denied');
    expectClosed(gate);
  });

  it('<pass-provider-picker>', async () => {
    const tag = lateTag();
    const picker = page.open(`<${tag}></${tag}>`).firstElementChild as PassProviderPickerElement;
    picker.include = 'acmeCable';
    PassProviderPickerElement.define(tag);
    await inState(picker, 'ready');
    await picker.updateComplete;
    expect(picker.shadowRoot!.querySelectorAll('[role=option]')).to.have.length(1);
  });

  it('<pass-account>', async () => {
    await page.signedIn('acmeCable');
    const tag = lateTag();
    const account = page.open(`<${tag}></${tag}>`).firstElementChild!;
    PassAccountElement.define(tag);
    await inState(account, 'signed-in');
  });
});

describe('removed while a request is under way', () => {
  const page = passPage();

  it('<pass-service>: the request ends, nothing is told any more', async () => {
    await page.world.fault({ path: '/api/v2/demo/profiles', delay: 400 });
    const service = page.open();
    await until(async () => (await page.requests(/profiles/)).length === 1, 'the request');
    const events = record('pass-state-change', 'pass-error', 'pass-signed-in');
    service.remove();
    await until(async () => !pending(await page.requests(/profiles/)), 'the answer nobody waits for');
    await service.updateComplete;
    expect(events).to.deep.equal([]);
    expect(service.state).to.equal('checking');
  });

  it('<pass-gate>: no late decision, no content', async () => {
    await page.signedIn('acmeCable');
    await page.world.fault({ path: '/api/v2/demo/decisions', delay: 400 });
    const gate = gateOf(page.open(gateMarkup()));
    await until(async () => (await page.requests(/authorize/)).length === 1, 'the question');
    const told: string[] = [];
    for (const type of ['pass-authorized', 'pass-denied', 'pass-error'] as const)
      gate.addEventListener(type, () => told.push(type));
    gate.remove();
    await until(async () => !pending(await page.requests(/authorize/)), 'the answer nobody waits for');
    await gate.updateComplete;
    expect([told, gate.mediaToken]).to.deep.equal([[], null]);
    expectClosed(gate);
  });

  it('<pass-gate>: no late yes of verify-url either', async () => {
    await page.signedIn('acmeCable');
    await page.world.fault({ path: '/verify', delay: 400 });
    const gate = gateOf(page.open(gateMarkup(`resource="news" verify-url="${page.world.origin}/verify"`)));
    await until(async () => (await page.requests(/^\/verify/)).length === 1, 'the check');
    gate.remove();
    await until(async () => !pending(await page.requests(/^\/verify/)), 'the answer nobody waits for');
    await gate.updateComplete;
    expectClosed(gate);
  });

  it('<pass-provider-picker>: no late list', async () => {
    await page.world.fault({ path: '/api/v2/demo/configuration', delay: 400 });
    const picker = page.open('<pass-provider-picker></pass-provider-picker>').querySelector('pass-provider-picker')!;
    await until(async () => (await page.requests(/configuration/)).length === 1, 'the request');
    picker.remove();
    await until(async () => !pending(await page.requests(/configuration/)), 'the answer nobody waits for');
    await picker.updateComplete;
    expect(picker.shadowRoot!.querySelectorAll('[role=option]')).to.have.length(0);
    expect(picker.state).not.to.equal('ready');
  });
});

describe('removed and put back', () => {
  const page = passPage();

  it('<pass-service>: goes on, tells each thing once', async () => {
    await page.signedIn('acmeCable');
    const service = page.open();
    await inState(service, 'signed-in');
    const parent = service.parentElement!;
    service.remove();
    await Promise.resolve();
    await page.world.invalidateProfiles();
    parent.append(service);
    const events = record('pass-signed-out', 'pass-state-change');
    await inState(service, 'signed-out');
    expect(events.map(({ type }) => type).sort()).to.deep.equal(['pass-signed-out', 'pass-state-change']);
  });

  it('<pass-gate>: asks anew and opens again, one event for one decision', async () => {
    await page.signedIn('acmeCable');
    const service = page.open(gateMarkup());
    const gate = gateOf(service);
    await inState(gate, 'authorized');
    gate.remove();
    await Promise.resolve();
    await gate.updateComplete;
    expectClosed(gate);
    expect(gate.mediaToken).to.equal(null);
    const events = record('pass-authorized');
    service.append(gate);
    await oneEvent(gate, 'pass-authorized');
    await gate.updateComplete;
    expectOpen(gate);
    expect(events).to.have.length(1);
    expect(await page.requests(/authorize/)).to.have.length(2);
  });

  it('<pass-provider-picker>: shows the list again, one choice is one event', async () => {
    const service = page.open('<pass-provider-picker include="acmeCable"></pass-provider-picker>');
    const picker = service.querySelector('pass-provider-picker')!;
    await inState(picker, 'ready');
    picker.remove();
    await Promise.resolve();
    service.append(picker);
    await inState(picker, 'ready');
    await until(() => picker.shadowRoot!.querySelector('[role=option]') !== null, 'the list');
    const events = record('pass-provider-select');
    document.addEventListener('pass-provider-select', event => event.preventDefault(), { once: true });
    picker.shadowRoot!.querySelector<HTMLElement>('[role=option]')!.click();
    expect(events).to.have.length(1);
  });

  it('<pass-account>: knows what happened meanwhile', async () => {
    await page.signedIn('quietline');
    const service = page.open('<pass-account></pass-account>');
    const account = service.querySelector('pass-account')!;
    await inState(account, 'signed-in');
    account.remove();
    await service.signOut();
    service.append(account);
    await inState(account, 'signed-out');
    await account.updateComplete;
    expect(control(account, 'Sign In')).to.exist;
  });
});
