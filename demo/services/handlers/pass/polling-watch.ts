import type { Call } from '../shared/world-types.ts';
import type { PassRequest } from './endpoint.ts';
import { noteForeignDevice } from './sessions.ts';
import type { AuthSession, PollRecord } from './state.ts';

const SHORTEST = 3_000;
/** Timers may fire a little early against the server's clock. */
const TOLERANCE = 50;
/** A poll that was under way when another window of the device asked for a new code arrives at most this much after. */
const CROSSING = 500;
/** A client counts a code's life from the arrival of the answer (1.6), so its last poll may come this much late. */
const LATE = 2_000;

/**
 * The polling rules of 5.6. A poller is a client with one device header: a second screen that reads a code once
 * (PASS-R141) sends none, so that it is not taken for the waiting device.
 */
export function watchPoll(
  request: PassRequest,
  session: AuthSession | undefined,
  { gone, success = false }: { gone: boolean; success?: boolean },
): void {
  const { call, world, client, device } = request;
  if (!session) {
    call.complain('PASS-R46', `a code that never was is polled: ${request.param('code')}`, 'polling');
    return;
  }
  noteForeignDevice(request, session);
  const poller = `${client.id}\n${device}`;
  const record = session.polls.get(poller) ?? { last: -Infinity, beforeReturn: 0, succeeded: false, toldGone: false };
  session.polls.set(poller, record);

  const now = world.clock.elapsed();
  const gap = now - record.last;
  if (gap < SHORTEST - TOLERANCE) {
    call.complain('PASS-R39', `two polls of one code ${Math.round(gap)} ms apart; at least 3 s are due`, 'polling');
  }
  record.last = now;
  // A second screen reads once, but on each page that the viewer opens.
  if (!device) return;
  if (gone) noteGone(request, session, record);
  else if (record.succeeded) call.complain('PASS-R40', 'a poll after the profile was delivered', 'polling');
  else if (session.complete && !session.returned && !success) noteEarly(call, session, record);
  record.succeeded ||= success && !call.altered;
}

/** The clock of a test may end a code at once; then the client learns of it from this answer, and only once. */
function noteGone({ call, world }: PassRequest, session: AuthSession, record: PollRecord): void {
  const byHand = world.clock.moves() > session.movesAtStart;
  const justNow = world.clock.now() - session.notAfter <= LATE;
  if (session.replacedAt !== undefined) {
    const crossed = world.clock.elapsed() - session.replacedAt <= CROSSING;
    if (record.toldGone || !crossed) call.complain('PASS-R42', 'a replaced code is polled', 'polling');
  } else if (record.toldGone || !(byHand || justNow)) call.complain('PASS-R41', 'an expired code is polled', 'polling');
  const hidden = call.altered || (!world.switches.corsOnErrors && call.request.headers.has('origin'));
  record.toldGone ||= !hidden;
}

/**
 * One check is allowed for each window that the viewer may have closed (PASS-R61). A device that chose the provider and
 * shows a code polls at once (5.3, PASS-R38) and cannot be told from one that waits for its own window, until that opens.
 */
function noteEarly(call: Call, session: AuthSession, record: PollRecord): void {
  if (call.altered) return;
  record.beforeReturn += 1;
  if (session.openings > 0 && record.beforeReturn > session.openings) complainOfEarly(call);
}

/** `authenticate` is opened: here, or by a second screen, which has asked about the code first (PASS-R47). */
export function watchOpening(call: Call, session: AuthSession): void {
  if (!session.complete || session.asked || session.address !== call.address) return;
  session.openings += 1;
  if (session.openings > 1) return;
  for (const { beforeReturn } of session.polls.values()) if (beforeReturn > 1) complainOfEarly(call);
}

function complainOfEarly(call: Call): void {
  call.complain('PASS-R37', 'polling before the user agent has returned to redirectUrl', 'polling');
}
