/** Which recipients occur in jobs that were loaded on this page: such a recipient cannot be changed (DWM-R32). */

/** A site, and the service that it belongs to. */
interface Place {
  readonly siteId: string | null;
  readonly baseUrl: string | null;
}

const keyOf = ({ siteId, baseUrl }: Place): string => `${baseUrl ?? ''} ${siteId}`;

const used = new Map<string, Map<string, Set<string>>>();
const changed = new Set<() => void>();

export function rememberUse(place: Place, jobId: string, dwmIds: readonly string[]): void {
  const key = keyOf(place);
  const bySite = used.get(key) ?? new Map<string, Set<string>>();
  used.set(key, bySite);
  for (const id of dwmIds) bySite.set(id, (bySite.get(id) ?? new Set()).add(jobId));
  for (const callback of changed) callback();
}

/** Ids of the jobs, as far as they were loaded. */
export const jobsOf = (place: Place, dwmId: string): string[] => [...(used.get(keyOf(place))?.get(dwmId) ?? [])];

/** Told whenever a job was loaded, by whichever element, until the returned function is called. */
export function onUse(callback: () => void): () => void {
  changed.add(callback);
  return () => changed.delete(callback);
}
