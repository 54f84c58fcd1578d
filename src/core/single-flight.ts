import { abandonable } from './wait.ts';

/**
 * Callers that ask for the same thing at the same time share one flight. A caller that aborts leaves alone; the flight
 * itself is aborted when its last caller has left.
 */
export type SingleFlight = <T>(
  key: string,
  run: (signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
) => Promise<T>;

export function createSingleFlight(): SingleFlight {
  const flights = new Map<string, { promise: Promise<unknown>; callers: number; controller: AbortController }>();
  return <T>(key: string, run: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> => {
    let flight = flights.get(key);
    if (!flight) {
      const controller = new AbortController();
      const promise = run(controller.signal).finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      });
      // Callers may all have left by the time it fails; that is not an unhandled rejection.
      promise.catch(() => {});
      flight = { promise, callers: 0, controller };
      flights.set(key, flight);
    }
    const shared = flight;
    shared.callers++;
    return abandonable(shared.promise as Promise<T>, signal).finally(() => {
      if (--shared.callers > 0 || !signal?.aborted) return;
      if (flights.get(key) === shared) flights.delete(key);
      shared.controller.abort();
    });
  };
}
