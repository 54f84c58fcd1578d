/** The parts of the browser that the description is read from. */
export interface DeviceSource {
  userAgent: string;
  /** Screen size in physical pixels. */
  width: number;
  height: number;
  /** `navigator.connection.type` or `.effectiveType`, where there is one. */
  connectionType?: string | undefined;
  maxTouchPoints?: number;
}

/** Reads the browser this runs in. */
export function thisDevice(): DeviceSource {
  const { connection } = navigator as Navigator & { connection?: { type?: string; effectiveType?: string } };
  return {
    userAgent: navigator.userAgent,
    width: screen.width * devicePixelRatio,
    height: screen.height * devicePixelRatio,
    connectionType: connection?.type ?? connection?.effectiveType,
    maxTouchPoints: navigator.maxTouchPoints,
  };
}
