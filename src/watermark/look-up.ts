/** Which names are registered already, by the list call; whatever its search matches, only whole names count here. */
import type { WatermarkClient } from './client.ts';
import { LARGEST_PAGE, nameKey } from './rules.ts';
import type { Recipient } from './types.ts';

/** Characters of names in one address: well below what servers and relays take. */
const LONGEST_QUERY = 1500;

export type Registered = Map<string, Recipient>;

/** The recipients of these names, by `nameKey`. */
export async function lookUp(
  client: WatermarkClient,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<Registered> {
  const wanted = new Set(names.map(nameKey));
  const found: Registered = new Map();
  for (const group of groups(names)) {
    for await (const page of pages(client, group, signal)) {
      for (const recipient of page)
        if (wanted.has(nameKey(recipient.name))) found.set(nameKey(recipient.name), recipient);
    }
  }
  return found;
}

/** Everybody who is registered, by `nameKey`. */
export async function lookUpAll(
  client: WatermarkClient,
  signal?: AbortSignal,
  progress: (count: number) => void = () => {},
): Promise<Registered> {
  const found: Registered = new Map();
  for await (const page of pages(client, [], signal)) {
    for (const recipient of page) found.set(nameKey(recipient.name), recipient);
    progress(found.size);
  }
  return found;
}

async function* pages(
  client: WatermarkClient,
  names: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<readonly Recipient[]> {
  for (let page = 1, read = 0; ; page++) {
    const { items, total } = await client.recipients({ names, page, pageSize: LARGEST_PAGE }, { signal });
    yield items;
    read += items.length;
    if (items.length === 0 || read >= total) return;
  }
}

function groups(names: readonly string[]): string[][] {
  const all: string[][] = [];
  let length = Infinity;
  for (const name of names) {
    if (length + name.length > LONGEST_QUERY) {
      all.push([]);
      length = 0;
    }
    all[all.length - 1]!.push(name);
    length += name.length;
  }
  return all;
}
