import { expect } from '@open-wc/testing';
import { PassError } from '../../../src/pass/errors.ts';
import type { Exchange } from '../../../src/pass/exchange.ts';
import type { ClientRegistration } from '../../../src/pass/registration.ts';
import { getProfiles } from '../../../src/pass/requests.ts';
import { createTransport, type Transport } from '../../../src/pass/transport.ts';

const bare = new PassError({ code: 'unauthorized', message: '', httpStatus: 401 });
const again = new PassError({
  ...{ code: 'invalid_access_token_service_provider', message: '', httpStatus: 401 },
  action: 'application-registration',
});

const fail = (): Promise<string> => Promise.reject(new Error('not asked for'));

describe('transport', () => {
  let answers: (PassError | 'fine')[];
  let log: string[];
  let transport: Transport;
  let tokens: number;
  /** To renew a token takes new credentials. */
  let registers = false;
  /** The token that is on the device. */
  let kept = 't0';

  beforeEach(() => {
    log = [];
    registers = false;
    kept = 't0';
    let registrations = 0;
    const next = (what: string) => async (refused?: unknown) => {
      if (registers) registrations++;
      log.push(typeof refused === 'string' ? `${what} ${refused}` : what);
      return `t${++tokens}`;
    };
    const registration: ClientRegistration = {
      get registrations() {
        return registrations;
      },
      token: async () => kept,
      renew: next('renew'),
      startOver: next('start over'),
    };
    const exchange: Exchange = async (_request, headers, read) => {
      log.push(`send ${(await headers())['Authorization']!}`);
      const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
      if (answer !== 'fine') throw answer;
      return read({}, 200);
    };
    transport = createTransport({ exchange, registration, headers: async () => ({}) });
  });

  const run = async (...script: typeof answers): Promise<string[]> => {
    answers = script;
    log = [];
    tokens = 0;
    await transport(getProfiles('demo'), () => 'read').catch((error: PassError) => log.push(error.code));
    return log;
  };

  it('PASS-R99: sends with the token', async () => {
    expect(await run('fine')).to.deep.equal(['send Bearer t0']);
  });

  it('PASS-R8: after 401 it gets a new token and replays once', async () => {
    expect(await run(bare, 'fine')).to.deep.equal(['send Bearer t0', 'renew t0', 'send Bearer t1']);
  });

  it('PASS-R8: a second bare 401 is told', async () => {
    expect(await run(bare)).to.deep.equal(['send Bearer t0', 'renew t0', 'send Bearer t1', 'unauthorized']);
  });

  it('PASS-R11: when the new token is refused with application-registration, it registers once and replays', async () => {
    expect(await run(again, again, 'fine')).to.deep.equal([
      ...['send Bearer t0', 'renew t0', 'send Bearer t1', 'start over t1', 'send Bearer t2'],
    ]);
  });

  it('PASS-R11: refused once more, that is the end', async () => {
    expect((await run(again)).slice(-2)).to.deep.equal(['send Bearer t2', again.code]);
  });

  it('PASS-R11: the next request does not register again in vain', async () => {
    await run(again);
    expect(await run(again)).to.deep.equal(['send Bearer t0', 'renew t0', 'send Bearer t1', again.code]);
  });

  it('PASS-R11: once something was accepted, registering again is an option again', async () => {
    await run(again);
    await run('fine');
    expect(await run(again)).to.include('start over t1');
  });

  it('PASS-R11: a request for which renewing the token registered already does not register again', async () => {
    registers = true;
    expect(await run(again)).to.deep.equal(['send Bearer t0', 'renew t0', 'send Bearer t1', again.code]);
  });

  it('PASS-R7: what is sent again after a pause goes with the token of that moment', async () => {
    const sent: string[] = [];
    const exchange: Exchange = async (_request, headers, read) => {
      for (const token of ['t0', 't9']) {
        kept = token;
        sent.push((await headers())['Authorization']!);
      }
      return read({}, 200);
    };
    const registration = { registrations: 0, token: async () => kept, renew: fail, startOver: fail };
    const again = createTransport({ exchange, registration, headers: async () => ({}) });
    await again(getProfiles('demo'), () => 'read');
    expect(sent).to.deep.equal(['Bearer t0', 'Bearer t9']);
  });

  it('PASS-R97, PASS-R114: any other error is told at once', async () => {
    const denied = new PassError({ code: 'denied', message: '', httpStatus: 403 });
    expect(await run(denied)).to.deep.equal(['send Bearer t0', 'denied']);
  });
});
