/** The options of `setRequestor`, where their types are right. */
import { say } from './handlers.ts';
import type { AeOptions } from './types.ts';

export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function readOptions(value: unknown): AeOptions {
  if (!isPlainObject(value)) return {};
  const { visitorID, applicationId, backgroundLogin, backgroundLogout, mvpdConfig, callSetConfig } = value;
  if (JSON.stringify(mvpdConfig)?.includes('"iFrameRequired":true')) {
    say('mvpdConfig: providers refuse to be shown in an iframe; they open in a window or in the page itself.');
  }
  return {
    ...(typeof visitorID === 'string' && { visitorID }),
    ...(typeof applicationId === 'string' && { applicationId }),
    backgroundLogin: backgroundLogin === true,
    backgroundLogout: backgroundLogout === true,
    callSetConfig: callSetConfig !== false,
    mvpdConfig: isPlainObject(mvpdConfig) ? (mvpdConfig as NonNullable<AeOptions['mvpdConfig']>) : null,
  };
}
