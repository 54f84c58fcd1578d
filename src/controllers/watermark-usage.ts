/** Which recipients occur in jobs that were loaded on this page: such a recipient cannot be changed (DWM-R32). */

const used = new Map<string, Map<string, Set<string>>>();
const changed = new Set<() => void>();

export function rememberUse(site: string, jobId: string, dwmIds: readonly string[]): void {
  const bySite = used.get(site) ?? new Map<string, Set<string>>();
  used.set(site, bySite);
  for (const id of dwmIds) bySite.set(id, (bySite.get(id) ?? new Set()).add(jobId));
  for (const callback of changed) callback();
}

/** Ids of the jobs, as far as they were loaded. */
export const jobsOf = (site: string, dwmId: string): string[] => [...(used.get(site)?.get(dwmId) ?? [])];

/** Told whenever a job was loaded, by whichever element, until the returned function is called. */
export function onUse(callback: () => void): () => void {
  changed.add(callback);
  return () => changed.delete(callback);
}
