/** Standard Base64 of UTF-8, padded and on one line, as all of the service's headers want it. */
export function base64(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}
