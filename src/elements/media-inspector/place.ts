import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';
import { noChange } from 'lit';

/**
 * Puts an element at its place on the line: custom properties in seconds, which the style sheet turns into pixels. Set
 * by script, because a strict policy blocks `style` attributes.
 */
class Place extends Directive {
  #before = '';

  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error('place() stands in a tag');
  }

  override render(_properties: Readonly<Record<string, number>>): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [properties]: [Readonly<Record<string, number>>]): unknown {
    const text = JSON.stringify(properties);
    if (text !== this.#before) {
      this.#before = text;
      const { style } = element as HTMLElement;
      for (const [name, value] of Object.entries(properties)) style.setProperty(`--${name}`, String(value));
    }
    return noChange;
  }
}

export const place = directive(Place);
