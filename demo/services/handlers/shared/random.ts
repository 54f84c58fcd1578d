/** Seeded random values, so that a world opened with the same seed issues the same ids. */
export interface Random {
  hex(length: number): string;
  uuid(): string;
  /** Upper-case letters and digits, as authentication codes have them (SBX-9). */
  code(length: number): string;
  base64(bytes: number): string;
}

const CODE_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  // mulberry32: small, even, and good enough for ids that guard nothing.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number) => Math.floor(next() * n);
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('');
  return {
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    code: length => Array.from({ length }, () => CODE_ALPHABET.charAt(below(CODE_ALPHABET.length))).join(''),
    base64: bytes => btoa(Array.from({ length: bytes }, () => String.fromCharCode(below(256))).join('')),
  };
}
