/** What somebody sent, as text: `String()` would call a `toString` that came as data. */
export const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
