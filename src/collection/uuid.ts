/**
 * A UUID that the same text always has. The texts are keys of sessions, which are random and long: what is mixed here
 * spreads their chance over all digits, and hides nothing.
 */
export function uuidOf(text: string): string {
  const words = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
  for (let index = 0; index < text.length; index++) {
    words.forEach((word, lane) => {
      const mixed = Math.imul(word ^ text.charCodeAt(index), [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f][lane]!);
      words[lane] = (mixed << 13) | (mixed >>> 19);
    });
  }
  // Each word into each other, so that texts that differ at their end differ everywhere.
  for (let round = 0; round < 8; round++) {
    const lane = round % 4;
    const mixed = Math.imul(words[lane]! ^ (words[(lane + 3) % 4]! >>> 15), 0x2c1b3c6d);
    words[lane] = mixed ^ (mixed >>> 12);
  }
  const hex = words.map(word => (word >>> 0).toString(16).padStart(8, '0')).join('');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.*)$/, '$1-$2-4$3-8$4-$5');
}
