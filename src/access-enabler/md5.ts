/** MD5 of a text, in lower-case hex. Not for secrets: it is how viewers were counted. */
export function md5(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const words = new Uint32Array((((bytes.length + 8) >> 6) + 1) * 16);
  const put = (byte: number, at: number): void => void (words[at >> 2]! |= byte << ((at & 3) * 8));
  bytes.forEach(put);
  put(0x80, bytes.length);
  words[words.length - 2] = bytes.length * 8;
  const sum = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d] = sum as unknown as [number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const [mixed, from] = [
        () => [(b & c) | (~b & d), i],
        () => [(d & b) | (~d & c), 5 * i + 1],
        () => [b ^ c ^ d, 3 * i + 5],
        () => [c ^ (b | ~d), 7 * i],
      ][round]!() as [number, number];
      const value = (a + mixed + Math.floor(2 ** 32 * Math.abs(Math.sin(i + 1))) + words[block + (from & 15)]!) | 0;
      const turn = SHIFTS[round]![i & 3]!;
      [a, d, c, b] = [d, c, b, (b + ((value << turn) | (value >>> (32 - turn)))) | 0];
    }
    [a, b, c, d].forEach((value, index) => (sum[index]! += value));
  }
  return Array.from(new Uint8Array(sum.buffer), byte => byte.toString(16).padStart(2, '0')).join('');
}

const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];
