import { expect, oneEvent } from '@open-wc/testing';
import type { PassProviderPickerElement } from '../../src/elements/pass-provider-picker/pass-provider-picker.ts';
import { control, inState, passPage, press, record, type } from '../support/pass-fixtures.ts';
import { input, openPicker, options, pickerOf } from '../support/picker-page.ts';

const MARKUP = '<pass-provider-picker></pass-provider-picker>';
const names = (picker: Element): string[] =>
  options(picker).map(option => option.querySelector('span:last-of-type')!.textContent.trim());
const active = (picker: Element): string | undefined => {
  const id = input(picker).getAttribute('aria-activedescendant');
  return id === null ? undefined : picker.shadowRoot!.getElementById(id)!.textContent.trim();
};

describe('<pass-provider-picker> by keyboard', () => {
  const page = passPage();

  const ready = (attributes = ''): Promise<PassProviderPickerElement> => openPicker(page, attributes);

  describe('keyboard', () => {
    it('searches by part, initials and without accents, and Enter takes the first', async () => {
      const picker = await ready();
      for (const [typed, found] of [
        ['acme', 'Acme Cable'],
        ['tele ete', 'Télé Été Câble'],
        ['CABLE ac', 'Acme Cable'],
        ['brightwatertv', 'Brightwater TV'],
        ['kft', 'Kindergrove Family TV'],
        ['nandu', 'Ñandú Visión'],
      ] as const) {
        type(input(picker), typed);
        await picker.updateComplete;
        expect(names(picker)[0], typed).to.equal(found);
        expect(active(picker), typed).to.equal(found);
      }
      type(input(picker), 'pickwell');
      await picker.updateComplete;
      const chosen = oneEvent(picker, 'pass-provider-select');
      picker.addEventListener('pass-provider-select', event => event.preventDefault());
      expect(press(input(picker), 'Enter').defaultPrevented).to.equal(true);
      expect(((await chosen) as CustomEvent).detail.provider.id).to.equal('pickwell');
    });

    it('moves by arrows and pages, round the ends, with one option selected and in view', async () => {
      const picker = await ready();
      const all = names(picker);
      expect(active(picker)).to.equal(undefined);
      const after = async (key: string): Promise<string | undefined> => {
        expect(press(input(picker), key).defaultPrevented).to.equal(true);
        await picker.updateComplete;
        const chosen = options(picker).filter(option => option.getAttribute('aria-selected') === 'true');
        expect(chosen.map(({ id }) => id)).to.deep.equal([input(picker).getAttribute('aria-activedescendant')]);
        const list = picker.shadowRoot!.querySelector('[role=listbox]')!.getBoundingClientRect();
        const box = chosen[0]!.getBoundingClientRect();
        expect(box.top >= list.top - 1 && box.bottom <= list.bottom + 1, 'in view').to.equal(true);
        return active(picker);
      };
      expect(await after('ArrowDown')).to.equal(all[0]);
      expect(await after('ArrowDown')).to.equal(all[1]);
      expect(await after('ArrowUp')).to.equal(all[0]);
      expect(await after('ArrowUp')).to.equal(all.at(-1));
      expect(await after('ArrowDown')).to.equal(all[0]);
      expect(await after('PageDown')).to.equal(all[8]);
      expect(await after('PageUp')).to.equal(all[0]);
      await expect(picker).to.be.accessible();
    });

    it('Home and End stay with the text, and Escape empties it once, then is the page’s', async () => {
      const picker = await ready();
      type(input(picker), 'acme');
      await picker.updateComplete;
      expect(press(input(picker), 'Home').defaultPrevented).to.equal(false);
      expect(press(input(picker), 'End').defaultPrevented).to.equal(false);
      expect(press(input(picker), 'Escape').defaultPrevented).to.equal(true);
      await picker.updateComplete;
      expect([input(picker).value, active(picker)]).to.deep.equal(['', undefined]);
      expect(press(input(picker), 'Escape').defaultPrevented).to.equal(false);
      expect(press(input(picker), 'Enter').defaultPrevented).to.equal(false);
    });

    it('focus() goes to the search field, as soon as there is one', async () => {
      const picker = pickerOf(page.open(MARKUP));
      picker.focus();
      await inState(picker, 'ready');
      await picker.updateComplete;
      expect(picker.shadowRoot!.activeElement?.localName).to.equal('input');
    });

    it('keeps the focus when a choice takes the list away, and when it comes back', async () => {
      const picker = await ready();
      input(picker).focus();
      type(input(picker), 'acme');
      press(input(picker), 'Enter');
      await inState(picker, 'selecting');
      await picker.updateComplete;
      expect(picker.shadowRoot!.activeElement?.localName).to.equal('button');
      control(picker, 'Change TV provider').focus();
      control(picker, 'Change TV provider').click();
      await inState(picker, 'ready');
      await picker.updateComplete;
      expect(picker.shadowRoot!.activeElement?.localName).to.equal('input');
    });
  });

  describe('events', () => {
    it('pass-provider-select bubbles, crosses shadow roots, has its fields twice and can be cancelled', async () => {
      const picker = await ready('include="acmeCable"');
      const events = record('pass-provider-select');
      document.addEventListener('pass-provider-select', event => event.preventDefault(), { once: true });
      options(picker)[0]!.click();
      const [event] = events;
      expect([event!.bubbles, event!.composed, event!.cancelable]).to.deep.equal([true, true, true]);
      expect(event!.detail.provider).to.include({ id: 'acmeCable', displayName: 'Acme Cable' });
      expect((event as unknown as { provider: unknown }).provider).to.equal(event!.detail.provider);
      expect(picker.state).to.equal('ready');
      expect(page.windows).to.have.length(0);
      expect(await page.requests(/sessions/)).to.deep.equal([]);
    });
  });
});
