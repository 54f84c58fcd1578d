/** The old SDK's texts, and its error events with their levels. */
import type { AeErrorEvent, AeLevel, AeStatus } from './types.ts';

/** Compared literally by pages. Sources spell "not" in two ways; each text stands here once. */
export const TEXTS = {
  internal: 'Internal Error',
  notSelected: 'Provider not Selected Error',
  notAvailable: 'Provider not Available Error',
  genericSignIn: 'Generic Authentication Error',
  internalSignIn: 'Internal Authentication Error',
  signedOut: 'User Not Authenticated Error',
  multiple: 'Multiple Authentication Requests Error',
  generic: 'Generic Authorization Error',
  internalPlay: 'Internal Authorization Error',
  denied: 'User Not Authorized Error',
} as const;

const WARNINGS = /^(SEC412|CFG100|N010|N111|Z010|LS011)$/;
const INFORMATION = /^(N0(00|01|05|11)|Z011)$/;

export const levelOf = (id: string): AeLevel =>
  INFORMATION.test(id) ? 'info' : WARNINGS.test(id) ? 'warning' : 'error';

export const event = (errorId: string): AeErrorEvent => ({ errorId, level: levelOf(errorId) });

/** A status of our own. */
export const ownStatus = (status: number, code: string, action: string, details: string | null = null): AeStatus => ({
  ...{ status, code, action, details },
  message: null,
  helpUrl: null,
  trace: null,
});
