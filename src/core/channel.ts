/** A line to the other tabs of the origin; undefined where the browser has none, or forbids it with storage. */
export function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
