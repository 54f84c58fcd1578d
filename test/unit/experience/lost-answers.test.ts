import { expect } from '@open-wc/testing';
import * as fixtures from '../../../demo/services/fixtures.ts';
import { type ChainInput, StreamingChain } from '../../../src/controllers/streaming-chain.ts';
import type { StreamingError } from '../../../src/experience/errors.ts';
import { createFlowClient, type FlowClient } from '../../../src/experience/flow-client.ts';
import type { FlowConfig } from '../../../src/experience/flow-transport.ts';
import { Bench, FAULTS, ORIGIN } from '../../support/console-model/bench.ts';

const TOKEN = 'staff-secret-0123456789';

describe('the client of streaming connections, where answers are lost', () => {
  let bench: Bench;
  let client: FlowClient;

  const open = (config: Partial<FlowConfig> = {}): FlowClient => {
    bench = new Bench({ connections: 1 });
    bench.world.flow.tokens.set(TOKEN, { expiresAt: Infinity, readOnly: false });
    return createFlowClient(
      {
        ...{ baseUrl: `${ORIGIN}/data/foundation/flowservice`, orgId: fixtures.ORG_ID, apiKey: fixtures.API_KEY },
        ...{ sandboxName: fixtures.SANDBOX_NAME, accessToken: TOKEN },
        ...config,
      },
      bench.platform,
    );
  };
  beforeEach(() => {
    client = open();
  });
  afterEach(() => {
    expect(bench.world.journal.complaints()).to.deep.equal([]);
  });

  const settled = async <T>(call: Promise<T>): Promise<T & StreamingError> => {
    const result = call.catch((error: unknown) => error);
    await bench.clock.advance(120_000);
    return (await result) as T & StreamingError;
  };
  const told = ({ message, stack, raw, cause, title }: StreamingError): string =>
    [message, stack, raw, String(cause), title].join();
  const namesOf = (kind: string): string[] =>
    [...bench.world.flow.resources.values()].filter(each => each.kind === kind).map(({ name }) => name);

  it('a connection whose first reading is lost is read once more, not told as a failure (STREAM-R6)', async () => {
    bench.faults = [{}, FAULTS['lost']!, FAULTS['failing']!];
    expect((await settled(client.create({ name: 'Lobby', dataType: 'xdm' }))).inletUrl).to.be.a('string');
    expect(namesOf('connections').filter(name => name === 'Lobby')).to.have.length(1);
  });

  it('a connection that was made and cannot be read is told as made, so that nobody makes it twice (STREAM-R6)', async () => {
    bench.faults = [{}, FAULTS['forbidden']!];
    const error = await settled(client.create({ name: 'Lobby', dataType: 'xdm' }));
    expect([error.status, error.code]).to.deep.equal([403, 'http-403']);
    const { id } = [...bench.world.flow.resources.values()].find(({ name }) => name === 'Lobby')!;
    expect(error.message).to.contain(`Connection ${id} was made`);
  });

  it('a chain goes on after lost answers without a second source, target or dataflow', async () => {
    const [{ id } = { id: '' }] = bench.world.flow.resources.values();
    const chain = new StreamingChain(client, id, () => {}, bench.clock);
    const schema = { id: fixtures.PLAIN_SCHEMA_ID, contentType: fixtures.SCHEMA_CONTENT_TYPE };
    const input = { name: 'Lobby, north', schema, datasetId: fixtures.PLAIN_DATASET_ID };
    for (let step = 0; step < 3; step++) {
      // What was lost is looked for first, and there; the next step is not there, is made, and lost.
      bench.faults = step === 0 ? [{}, FAULTS['lost']!] : [{}, {}, FAULTS['lostBehindPage']!];
      await settled(chain.run(input));
      expect(chain.error).not.to.equal(undefined);
    }
    await settled(chain.run(input));
    expect([chain.error, Object.keys(chain.made)]).to.deep.equal([undefined, ['base', 'source', 'target', 'flow']]);
    for (const kind of ['sourceConnections', 'targetConnections', 'flows']) {
      expect(namesOf(kind), kind).to.deep.equal(['Lobby, north']);
    }
  });

  it('a chain that another page made is taken up; another dataset, schema or mapping gets one of its own', async () => {
    const [{ id } = { id: '' }] = bench.world.flow.resources.values();
    const schema = { id: fixtures.PLAIN_SCHEMA_ID, contentType: fixtures.SCHEMA_CONTENT_TYPE };
    const plain = { name: 'Lobby', schema, datasetId: fixtures.PLAIN_DATASET_ID };
    const mapping = { id: 'm1', version: 0 };
    const made = async (input: ChainInput): Promise<StreamingChain['made']> => {
      const chain = new StreamingChain(client, id, () => {}, bench.clock);
      await settled(chain.run(input));
      expect(chain.error).to.equal(undefined);
      return chain.made;
    };
    const first = await made(plain);
    expect(await made(plain)).to.deep.equal(first);
    const mapped = await made({ ...plain, mapping });
    expect(mapped).to.deep.equal({ ...first, flow: mapped.flow });
    expect(mapped.flow).not.to.equal(first.flow);
    const { SCHEMA_ID, DATASET_ID } = fixtures;
    const other = await made({ ...plain, schema: { ...schema, id: SCHEMA_ID }, datasetId: DATASET_ID });
    expect(other.source).to.equal(first.source);
    expect(other.target).not.to.equal(first.target);
    expect(namesOf('flows')).to.have.length(3);
  });

  it('a success that repeats the request tells no token (STREAM-R2)', async () => {
    for (const fault of ['echoedPage', 'echoed'] as const) {
      bench.faults = [FAULTS[fault]!];
      const error = await settled(client.list());
      expect(told(error)).not.to.contain(TOKEN);
      expect(error.raw).to.contain('…');
    }
  });

  it('a token that no header can hold is refused before anything is sent, and not repeated (STREAM-R2)', async () => {
    client = open({ accessToken: () => `${TOKEN}\nx` });
    const error = await settled(client.list());
    expect([error.code, bench.world.journal.entries().length]).to.deep.equal(['invalid-configuration', 0]);
    expect(error.message).to.match(/accessToken: expected a token/);
    expect(told(error)).not.to.contain(TOKEN);
  });

  it('who gives up does not wait for a page that gives no token', async () => {
    client = open({ accessToken: () => new Promise(() => {}) });
    const leaving = new AbortController();
    const call = settled(client.list({ signal: leaving.signal }));
    leaving.abort();
    expect((await call).code).to.equal('aborted');
  });
});
