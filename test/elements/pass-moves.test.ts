import { expect } from '@open-wc/testing';
import { expectOpen, gateMarkup, gateOf, inState, passPage, record, until } from '../support/pass-fixtures.ts';

const pending = (entries: { verdict: string }[]): boolean => entries.some(({ verdict }) => verdict === 'pending');

describe('moved within the document', () => {
  const page = passPage();

  it('<pass-gate>: keeps its decision and its content, without asking or telling again', async () => {
    await page.signedIn('acmeCable');
    const service = page.open(gateMarkup());
    const gate = gateOf(service);
    await inState(gate, 'authorized');
    const film = gate.querySelector('.film');
    const token = gate.mediaToken;
    const events = record('pass-authorized', 'pass-verify', 'pass-error');
    const box = document.createElement('section');
    service.append(box);
    box.append(gate);
    await gate.updateComplete;
    await Promise.resolve();
    expect([gate.state, gate.mediaToken, gate.querySelector('.film')]).to.deep.equal(['authorized', token, film]);
    expectOpen(gate);
    expect(events).to.deep.equal([]);
    expect(await page.requests(/authorize/)).to.have.length(1);
  });

  it('<pass-service> with everything in it: keeps its viewer, gates stay open', async () => {
    await page.signedIn('acmeCable');
    const service = page.open(gateMarkup());
    const gate = gateOf(service);
    await inState(gate, 'authorized');
    await until(async () => !pending(await page.requests(/./)), 'silence');
    const before = (await page.world.journal()).length;
    const events = record('pass-state-change', 'pass-authorized', 'pass-signed-out');
    page.put('<section></section>').firstElementChild!.append(service);
    await Promise.resolve();
    await gate.updateComplete;
    expect([service.state, gate.state]).to.deep.equal(['signed-in', 'authorized']);
    expectOpen(gate);
    expect(events).to.deep.equal([]);
    expect(await page.world.journal()).to.have.length(before);
  });

  it('<pass-provider-picker>: keeps a sign-in under way', async () => {
    const service = page.open('<pass-provider-picker include="acmeCable"></pass-provider-picker><section></section>');
    const picker = service.querySelector('pass-provider-picker')!;
    await inState(picker, 'ready');
    await picker.updateComplete;
    picker.shadowRoot!.querySelector<HTMLElement>('[role=option]')!.click();
    await until(() => page.windows.at(-1)?.mark !== undefined, 'the window');
    service.querySelector('section')!.append(picker);
    await Promise.resolve();
    await picker.updateComplete;
    expect(picker.state).to.equal('selecting');
    expect(page.windows[0]!.closed).to.equal(false);
  });

  it('a hundred times: one answer, one event, one piece of content', async () => {
    await page.signedIn('acmeCable');
    const service = page.open(gateMarkup() + '<section></section>');
    const gate = gateOf(service);
    await inState(gate, 'authorized');
    for (let time = 0; time < 50; time++) {
      service.querySelector('section')!.append(gate);
      service.append(gate);
    }
    const events = record('pass-authorized');
    await gate.authorize();
    await gate.updateComplete;
    expect(events).to.have.length(1);
    expectOpen(gate);
  });
});
