import type { ContentSource } from '../collection/params.ts';
import { findService } from './find-service.ts';
import { optsOut } from './measurement-consent.ts';

export interface SourceElement extends HTMLElement {
  readonly metadata: unknown;
  readonly consent: string;
}

/** Where a tracker's parameters come from: attributes, the property or the child script, the pass service, the media. */
export function readSource(host: SourceElement, media: HTMLMediaElement | null): ContentSource {
  const service = findService(host) as { profile?: { mvpd?: string } | null } | null;
  return {
    tag: host.localName,
    attribute: name => host.getAttribute(name),
    metadata: host.metadata ?? readScript(host),
    site: location.hostname || 'unknown',
    streamType: media?.localName.includes('audio') ? 'audio' : 'video',
    provider: service?.profile?.mvpd,
    optOut: optsOut(host),
  };
}

function readScript(host: Element): unknown {
  const script = host.querySelector(':scope > script[type="application/json"]');
  try {
    return script && (JSON.parse(script.textContent ?? '') as unknown);
  } catch {
    return 'no JSON';
  }
}
