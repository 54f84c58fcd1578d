/** Attributes are the truth; these are their properties. */
import { PARAM_ATTRIBUTES } from '../../controllers/param-attributes.ts';

export const NUMBERS: readonly string[] = ['media-length', 'ad-ping-interval'];
export const BOOLEANS: readonly string[] = ['resume', 'downloaded', 'debug'];
export const TEXTS: readonly string[] = ['collection-api', 'for', 'service', ...Object.keys(PARAM_ATTRIBUTES)].filter(
  name => !NUMBERS.includes(name),
);
export const OBSERVED: readonly string[] = [...TEXTS, ...NUMBERS, ...BOOLEANS, 'consent'];

export const propertyName = (attribute: string): string =>
  attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Defines the reflecting properties of a class; `null` and `undefined` remove the attribute. */
export function reflect(prototype: Element): void {
  const accessor = (name: string, read: (value: string | null) => unknown): void => {
    Object.defineProperty(prototype, propertyName(name), {
      configurable: true,
      enumerable: true,
      get(this: Element) {
        return read(this.getAttribute(name));
      },
      set(this: Element, value: unknown) {
        if (value === null || value === undefined || value === false) this.removeAttribute(name);
        else this.setAttribute(name, value === true ? '' : String(value));
      },
    });
  };
  for (const name of TEXTS) accessor(name, value => value ?? '');
  for (const name of NUMBERS) accessor(name, value => (value === null ? null : Number(value)));
  for (const name of BOOLEANS) accessor(name, value => value !== null);
}

/** Properties set before the upgrade hide the accessors; they are taken back and set again. */
export function replay(element: object, names: readonly string[]): void {
  const own = element as Record<string, unknown>;
  for (const name of [...names, ...OBSERVED.map(propertyName)]) {
    if (!Object.prototype.hasOwnProperty.call(own, name)) continue;
    const value = own[name];
    delete own[name];
    own[name] = value;
  }
}
