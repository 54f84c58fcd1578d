import type { CustomMetadata } from './types.ts';

/**
 * MC-R36, MC-R37: strings under keys the service accepts; numbers and booleans become strings, what is empty or has an
 * impossible key is left out, the latter with a warning.
 */
export function readCustomMetadata(
  metadata: unknown,
  warn: (text: string) => void = text => console.warn(text),
): CustomMetadata | undefined {
  const kept: Record<string, string> = {};
  for (const [key, value] of Object.entries(metadata ?? {})) {
    if (value === undefined || value === null) continue;
    if (/^(?!media\.|a\.)[a-zA-Z0-9_.]+$/.test(key)) kept[key] = String(value);
    else warn(`tve-elements: custom metadata cannot have the key ${JSON.stringify(key)}; it is left out.`);
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}
