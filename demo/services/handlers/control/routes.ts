import { Hono } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { readClock, writeClock } from './clock.ts';
import { writeOrigins } from './origins.ts';
import { listMediaSessions, readMediaSession } from './collection.ts';
import { streamEvents } from './events.ts';
import { addFault, clearFaults, listFaults, removeFault, writeSwitches } from './faults.ts';
import { help } from './help.ts';
import { clearJournal, readComplaints, readJournal } from './journal.ts';
import * as pass from './pass.ts';
import * as streaming from './streaming.ts';
import * as watermark from './watermark.ts';
import { ControlError } from './input.ts';

/** Everything under `/control/`: for tests and the demo, outside the paths of any API. No rate limit, no journal. */
export function controlRoutes(): Hono<Env> {
  const app = new Hono<Env>({ strict: false });
  app.use('/control/*', async (c, next) => {
    if (c.req.method !== 'OPTIONS') await next();
    else c.res = new Response(null, { status: 204 });
    allowAllOrigins(c.res.headers);
  });
  app.onError((error, c) => {
    if (!(error instanceof ControlError)) throw error;
    const response = c.json({ message: error.message }, error.status);
    allowAllOrigins(response.headers);
    return response;
  });

  app.get('/control', help);
  app.get('/control/', help);
  app.get('/control/journal', readJournal);
  app.delete('/control/journal', clearJournal);
  app.get('/control/complaints', readComplaints);
  app.get('/control/events', streamEvents);
  app.get('/control/clock', readClock);
  app.post('/control/clock', writeClock);
  app.post('/control/reset', c => {
    c.env.world.reset();
    return c.json({ reset: true });
  });
  app.get('/control/faults', listFaults);
  app.post('/control/faults', addFault);
  app.delete('/control/faults', clearFaults);
  app.delete('/control/faults/:id', removeFault);
  app.get('/control/switches', c => c.json(c.env.world.switches));
  app.post('/control/switches', writeSwitches);
  app.get('/control/collection/sessions', listMediaSessions);
  app.get('/control/collection/sessions/:id', readMediaSession);
  app.post('/control/pass/approve', pass.approve);
  app.post('/control/pass/sign-in', pass.signInDevice);
  app.post('/control/pass/expire-profiles', pass.expireProfiles);
  app.post('/control/pass/invalidate-profiles', pass.invalidateProfiles);
  app.post('/control/pass/expire-tokens', pass.expireTokens);
  app.post('/control/pass/revoke-credentials', pass.revokeCredentials);
  app.post('/control/pass/lose-credentials', pass.loseCredentials);
  app.post('/control/pass/degradation', pass.degrade);
  app.post('/control/pass/integration', pass.integrate);
  app.post('/control/pass/service-token', pass.serviceToken);
  app.get('/control/pass/sessions', pass.listSessions);
  app.get('/control/streaming/connections', streaming.listConnections);
  app.get('/control/streaming/events', streaming.listEvents);
  app.post('/control/streaming/token', streaming.makeToken);
  app.post('/control/streaming/expire-tokens', streaming.expireStaffTokens);
  app.post('/control/streaming/datasets', streaming.addDataset);
  app.post('/control/streaming/edit', streaming.edit);
  app.post('/control/streaming/fail-items', streaming.failItems);
  app.get('/control/watermark', watermark.summarize);
  app.post('/control/watermark/jobs', watermark.makeJob);
  app.post('/control/watermark/status', watermark.setStatus);
  app.post('/control/watermark/recipients', watermark.makeRecipients);
  app.post('/control/watermark/keep', watermark.keep);
  app.post('/control/watermark/token', watermark.makeToken);
  app.post('/control/watermark/expire-tokens', watermark.expireWatermarkTokens);
  app.post('/control/origins', writeOrigins);
  app.all('/control/*', c => c.json({ message: `there is no ${c.req.method} ${c.req.path}; see /control/` }, 404));
  return app;
}

export function allowAllOrigins(headers: Headers): void {
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-allow-methods', 'GET,POST,DELETE,OPTIONS');
  headers.set('access-control-allow-headers', 'Content-Type');
  headers.set('access-control-max-age', '600');
}
