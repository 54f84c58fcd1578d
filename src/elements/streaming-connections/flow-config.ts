import { parseAddress } from '../../core/address.ts';
import { misuse } from '../../core/errors.ts';
import { StreamingError } from '../../experience/errors.ts';
import type { FlowConfig } from '../../experience/flow-transport.ts';

/** The production address; a relay or the local services are other values of `base-url`. */
export const PRODUCTION = 'https://platform.adobe.io/data/foundation/flowservice';

export interface StreamingAttributes {
  orgId: string | null;
  apiKey: string | null;
  sandboxName: string | null;
  baseUrl: string | null;
}

/** The attributes as a configuration without its token, or what is wrong with them. */
export function readConfig({
  orgId,
  apiKey,
  sandboxName,
  baseUrl,
}: StreamingAttributes): Omit<FlowConfig, 'accessToken'> {
  if (!orgId) throw wrong('org-id', 'the organization, such as 0123@AdobeOrg', orgId);
  if (!apiKey) throw wrong('api-key', 'the client id of the integration', apiKey);
  if (!sandboxName) throw wrong('sandbox-name', 'the name of the Platform sandbox, such as prod', sandboxName);
  const base = parseAddress(baseUrl ?? PRODUCTION, location.href);
  if (!base) throw wrong('base-url', 'an https address (or http on localhost)', baseUrl);
  return { orgId, apiKey, sandboxName, baseUrl: base.href.replace(/\/+$/, '') };
}

const wrong = (attribute: string, expected: string, found: unknown): StreamingError =>
  new StreamingError(misuse(`<streaming-connections ${attribute}>`, expected, found));
