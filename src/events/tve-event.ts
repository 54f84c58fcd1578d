/**
 * Base of every event our elements dispatch: it bubbles, leaves shadow roots, and carries its fields both on itself
 * and in `detail`, so that either habit of reading events works.
 */
export class TveEvent<Detail extends object> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail, init: EventInit = {}) {
    super(type, { bubbles: true, composed: true, ...init, detail });
    Object.assign(this, detail);
  }
}
