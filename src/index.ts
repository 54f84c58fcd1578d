/** Every class, client and type. Importing this registers nothing and is safe without a DOM. */
export * from './viewer.ts';
export * from './console.ts';
