/** So many letters say enough, whatever a device calls itself. */
const LONGEST = 80;

/** A device as its owner may recognize it: maker and model, else its kind; system; browser. Empty where nothing is known. */
export function deviceName(device: Record<string, string> | undefined): string {
  if (!device) return '';
  const { model, hardwareName, hardwareManufacturer, hardwareVendor, type, osName, osFamily, browserName } = device;
  const name = model ?? hardwareName ?? '';
  const maker = hardwareManufacturer ?? hardwareVendor ?? '';
  const product = name && maker && !name.startsWith(maker) ? `${maker} ${name}` : name || maker;
  const parts = [product || type, osName ?? osFamily, browserName].filter(Boolean);
  return [...new Set(parts)].join(', ').slice(0, LONGEST);
}
