/**
 * The rate limiter of section 7, per client address (SBX-17): one request in each second, counted from first contact,
 * and ten more that are granted once. The seconds are fixed windows: no other reading yields the documented timeline.
 */
export interface Throttle {
  /** Whether this request may pass. */
  admit(address: string): boolean;
  /** Notes a refusal a test has scripted: the silence after it is owed all the same. */
  noteRefusal(address: string): void;
  /** Milliseconds since the last refusal, or undefined when there was none in living memory. */
  sinceRefusal(address: string): number | undefined;
  clear(): void;
}

interface Device {
  firstContact: number;
  lastContact: number;
  window: number;
  used: number;
  burst: number;
}

export interface ThrottleOptions {
  elapsed: () => number;
  perSecond: number;
  burst: number;
  /** A device that kept silent for so long is a new one (chosen; no document says how long it is remembered). */
  forgetAfter: number;
}

export function createThrottle({ elapsed, perSecond, burst, forgetAfter }: ThrottleOptions): Throttle {
  const devices = new Map<string, Device>();
  const refusals = new Map<string, number>();
  return {
    admit(address) {
      const now = elapsed();
      let device = devices.get(address);
      if (!device || now - device.lastContact >= forgetAfter) {
        device = { firstContact: now, lastContact: now, window: 0, used: 0, burst };
        devices.set(address, device);
      }
      device.lastContact = now;
      const window = Math.floor((now - device.firstContact) / 1000);
      if (window !== device.window) Object.assign(device, { window, used: 0 });
      if (device.used < perSecond) {
        device.used += 1;
        return true;
      }
      if (device.burst > 0) {
        device.burst -= 1;
        return true;
      }
      refusals.set(address, now);
      return false;
    },
    sinceRefusal(address) {
      const refusedAt = refusals.get(address);
      return refusedAt === undefined ? undefined : elapsed() - refusedAt;
    },
    noteRefusal: address => void refusals.set(address, elapsed()),
    clear() {
      devices.clear();
      refusals.clear();
    },
  };
}
