/** Attributes that are not there read as null and false, also as properties: what the types of our elements say. */
export function initProperties(element: object, properties: Record<string, object>): void {
  for (const [name, declaration] of Object.entries(properties)) {
    const { type } = declaration as { type?: unknown };
    (element as Record<string, unknown>)[name] = type === Boolean ? false : null;
  }
}
