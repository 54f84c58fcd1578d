import { expect } from '@open-wc/testing';
import { DATASET_ID, SCHEMA_ID, WATERMARK_ACCESS_KEY, WATERMARK_ACCOUNT_ID } from '../../demo/services/fixtures.ts';
import { all, button, consolePage, find, inState, opened, type, until, words } from '../support/console-page.ts';
import { readPlaces } from '../support/page-secrets.ts';

const CONSOLE = ['log', 'info', 'warn', 'error', 'debug'] as const;

describe('secrets of the operators’ elements', () => {
  const page = consolePage({ connections: 1, jobs: 2, recipients: 3 });
  const spoken: string[] = [];
  const originals = CONSOLE.map(name => [name, console[name]] as const);
  const EVENTS = ['streaming-change', 'watermark-change', 'watermark-phase', 'error', 'unhandledrejection'];
  const hear = (event: Event): void => {
    const { detail, reason, message } = event as CustomEvent & { reason?: unknown; message?: string };
    spoken.push(JSON.stringify({ detail, message, reason: String(reason) }));
  };

  beforeEach(() => {
    spoken.length = 0;
    for (const name of CONSOLE) console[name] = (...all: unknown[]) => void spoken.push(all.map(String).join(' '));
    for (const name of EVENTS) window.addEventListener(name, hear, true);
  });
  afterEach(() => {
    for (const [name, original] of originals) console[name] = original;
    for (const name of EVENTS) window.removeEventListener(name, hear, true);
  });

  it('reach no storage, markup, address, event, log or error in a full run (STREAM-R2, DWM-R2, DWM-R3)', async () => {
    page.forgive(/./);
    const token = await page.world.streaming.token();
    const streaming = page.streaming();
    streaming.accessToken = token;
    await inState(streaming, 'ready');
    button(streaming, 'New connection').click();
    await until(() => find(streaming, '#name'), 'the form');
    type(streaming, '#name', 'Locked');
    find(streaming, '[name=authentication]')!.click();
    button(streaming, 'Create').click();
    await until(() => words(find(streaming, '.panel h2')) === 'Locked', 'the connection');
    for (const details of all(streaming, 'details')) (details as HTMLDetailsElement).open = true;
    type(streaming, '#schemaId', SCHEMA_ID);
    type(streaming, '#datasetId', DATASET_ID);
    all(streaming, 'form .primary')
      .find(each => words(each) === 'Send a test event')!
      .click();
    await until(() => find(streaming, '.note.good'), 'the receipt');
    await page.world.streaming.expireTokens();
    button(streaming, 'Refresh').click();
    await inState(streaming, 'error');

    const jobs = page.jobs();
    jobs.tokenProvider = null;
    await inState(jobs, 'signed-out');
    const [account, key] = all(jobs, 'form input') as HTMLInputElement[];
    account!.value = WATERMARK_ACCOUNT_ID;
    key!.value = WATERMARK_ACCESS_KEY;
    button(jobs, 'Get a token').click();
    await inState(jobs, 'ready');
    const recipients = page.recipients();
    recipients.tokenProvider = null;
    recipients.credentials = { accountId: WATERMARK_ACCOUNT_ID, accessKey: WATERMARK_ACCESS_KEY };
    await until(() => opened(recipients).length > 0, 'recipients');
    button(recipients, 'New recipient').click();
    await until(() => find(recipients, '.panel'), 'the form');
    type(recipients, '#recipient-name', 'secret-free');
    button(recipients, 'Create').click();
    await until(() => opened(recipients).includes('secret-free'), 'it');

    const journal = await page.world.journal();
    const sent = journal.map(({ headers }) => headers['authorization'] ?? '').filter(Boolean);
    const secrets = new Set([token, WATERMARK_ACCESS_KEY, ...sent.map(header => header.replace(/^\w+ /, ''))]);
    expect(secrets.size).to.be.above(3);
    const addresses = performance.getEntriesByType('resource').map(({ name }) => name);
    const errors = [streaming.error, jobs.error, recipients.error].map(error =>
      JSON.stringify({ ...error, message: error?.message, stack: error?.stack }),
    );
    const { stored, markup } = await readPlaces();
    const places = { stored, markup, spoken: spoken.join('\n'), errors: errors.join('\n') };
    const all_ = { ...places, addresses: [location.href, ...addresses].join('\n') };
    for (const [place, text] of Object.entries(all_)) {
      for (const secret of secrets) expect(text.includes(secret), `${secret.slice(0, 6)}… in ${place}`).to.equal(false);
    }
    expect(places.spoken).to.contain('secret-free');
    expect(places.markup).to.contain('Locked');
  });
});
