import type { Context } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { SWITCHES } from '../shared/switches.ts';

const TEXT = `Control area of the local services

Journal
  GET    /control/journal?since=seq&path=prefix&method=&status=
  DELETE /control/journal                      also clears complaints
  GET    /control/complaints?kind=             what clients did that the real services refuse or the rules forbid
  GET    /control/events                       Server-Sent Events, one "entry" for each finished request

Clock
  GET    /control/clock                        { now }
  POST   /control/clock                        { advance: ms } time passes, { now: ms } the server's clock is wrong
  POST   /control/reset                        everything but the clock

Faults
  GET    /control/faults                       { faults, switches }
  POST   /control/faults                       { path, method?, times?, after?, delay?, status?, body?, contentType?,
                                                 headers?, removeHeaders?, drop?: true | "after", omitCors? }
                                               or { switches: { name: value } }
  DELETE /control/faults, /control/faults/{id}
  GET    /control/switches
  POST   /control/switches                     { name: value }

Adobe Pass
  GET    /control/pass/sessions
  POST   /control/pass/approve                 { code, mvpd? } completes a sign-in
  POST   /control/pass/sign-in                 { client, device, mvpd, serviceProvider?, type? }
  POST   /control/pass/expire-profiles         { mvpd? }
  POST   /control/pass/invalidate-profiles     { mvpd? }
  POST   /control/pass/expire-tokens
  POST   /control/pass/revoke-credentials      { client?, statement?: true }
  POST   /control/pass/lose-credentials        { client? } the device lost them: registering again is right
  POST   /control/pass/degradation             { rule: "AuthNAll" | "AuthZAll" | "AuthZNone" | null, mvpd?, message? }
  POST   /control/pass/integration             { mvpd, enabled }
  POST   /control/pass/service-token           { subject, life? }

Media Collection
  GET    /control/collection/sessions
  GET    /control/collection/sessions/{id}     received order, ts order, metrics, warnings

Streaming connections
  GET    /control/streaming/connections        every connection with its inlet and how many messages came
  GET    /control/streaming/events?inlet=&since=seq   what inlets received, where it landed, what is wrong with it
  POST   /control/streaming/token              { life?, readOnly? } an access token of the organization
  POST   /control/streaming/expire-tokens
  POST   /control/streaming/datasets           { id, schema } a dataset and the schema its messages name
  POST   /control/streaming/edit               { id, name?, description?, state? } somebody else changed it
  POST   /control/streaming/fail-items         { status, times? } the next messages in batches fail, inside a 207

Watermarking
  GET    /control/watermark                    { jobs, recipients }
  POST   /control/watermark/jobs               { contentId, recipients?: number | [names], steps?: [{ after, status }],
                                                 length?, failed?, failEvery? } newest job; times in ms
  POST   /control/watermark/status             { job, status } a code of your choice, from now on
  POST   /control/watermark/recipients         { count } or { names }
  POST   /control/watermark/keep               { jobs?, recipients? } the lists shrink to their newest
  POST   /control/watermark/token              { life? } as an organization's own server would hand out
  POST   /control/watermark/expire-tokens

Operators' services
  POST   /control/origins                      { origins } for the switch operatorCors: allow-list

Worlds (served only)
  POST   /control/worlds                       options of a new isolated world on its own port: { id, origin }
  DELETE /control/worlds/{id}

Switches, the first value is the default
`;

/** `GET /control/`: all of it as plain text. */
export function help(c: Context<Env>): Response {
  const lines = Object.entries(SWITCHES).map(([name, values]) => `  ${name.padEnd(24)} ${values.join(' | ')}`);
  return c.text(`${TEXT}${lines.join('\n')}\n`);
}
