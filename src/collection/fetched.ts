import type { DeliveryOptions } from './delivery-types.ts';
import { unloadable } from './errors.ts';
import type * as Recovery from './recovery.ts';

/** Where it cannot be had, the page is told; whoever needs it tries again. */
export const fetched = <Part>(part: Promise<Part>, { failed }: DeliveryOptions): Promise<Part | void> =>
  part.catch((cause: unknown) => void failed(unloadable('What goes on with a session', cause)));

export const fetchRecovery = (options: DeliveryOptions): Promise<typeof Recovery | void> =>
  fetched(options.recovery(), options);
