/**
 * Scripted faults (SBX-19, MC-R130): answers the real service gives on a bad day.
 * A fault with `status` or `drop` answers instead of the service; any other one changes the service's own answer.
 */
export interface FaultRule {
  /** A prefix of the path; with `*` a pattern for the whole path, where `*` is one part and `**` any number. */
  path: string;
  method?: string;
  /** How many requests it strikes; every one when left out. */
  times?: number;
  /** How many matching requests it lets pass first. */
  after?: number;
  /** Real milliseconds to wait before anything else. */
  delay?: number;
  status?: number;
  /** A string is sent as it is, anything else as JSON. */
  body?: unknown;
  contentType?: string;
  headers?: Record<string, string>;
  removeHeaders?: string[];
  /** Cut the connection: `true` before the service sees the request, `after` when it has already done its work. */
  drop?: boolean | 'after';
  /** Leave out all CORS headers, so that a browser hides the answer. */
  omitCors?: boolean;
}

export interface ScriptedFault extends FaultRule {
  id: number;
  seen: number;
  struck: number;
}

export interface Faults {
  list(): ScriptedFault[];
  add(rule: FaultRule): ScriptedFault;
  remove(id: number): boolean;
  clear(): void;
  /** The first fault that strikes this request, counted. */
  strike(method: string, path: string): ScriptedFault | undefined;
}

/** Thrown for a connection that is cut without an answer; a browser's `fetch` sees a TypeError, too. */
export class DroppedConnection extends TypeError {
  override name = 'DroppedConnection';
}

const FIELDS: Record<keyof FaultRule, string> = {
  path: 'string',
  method: 'string',
  times: 'number',
  after: 'number',
  delay: 'number',
  status: 'number',
  body: 'any',
  contentType: 'string',
  headers: 'object',
  removeHeaders: 'object',
  drop: 'any',
  omitCors: 'boolean',
};

/** Says what is wrong with a rule, so that a typing error in a test does not pass for a fault that never struck. */
export function checkFaultRule(rule: Record<string, unknown>): string | undefined {
  if (typeof rule['path'] !== 'string' || !rule['path'].startsWith('/'))
    return 'path: expected a string that starts with /';
  for (const [key, value] of Object.entries(rule)) {
    const type = (FIELDS as Record<string, string>)[key];
    if (type === undefined) return `${key}: unknown; known are ${Object.keys(FIELDS).join(', ')}`;
    if (type !== 'any' && typeof value !== type) return `${key}: expected ${type}`;
  }
  return undefined;
}

export function createFaults(): Faults {
  let rules: ScriptedFault[] = [];
  let ids = 0;
  return {
    list: () => rules,
    add(rule) {
      ids += 1;
      const fault = { ...rule, id: ids, seen: 0, struck: 0 };
      rules.push(fault);
      return fault;
    },
    remove(id) {
      const before = rules.length;
      rules = rules.filter(rule => rule.id !== id);
      return rules.length < before;
    },
    clear() {
      rules = [];
    },
    strike(method, path) {
      for (const rule of rules) {
        if (!matches(rule, method, path)) continue;
        rule.seen += 1;
        if (rule.seen <= (rule.after ?? 0) || rule.struck >= (rule.times ?? Infinity)) continue;
        rule.struck += 1;
        return rule;
      }
      return undefined;
    },
  };
}

function matches(rule: FaultRule, method: string, path: string): boolean {
  // A preflight is struck only on demand: a fault for POST must not already hide behind OPTIONS.
  if (rule.method ? rule.method.toUpperCase() !== method : method === 'OPTIONS') return false;
  if (!rule.path.includes('*')) return path.startsWith(rule.path);
  const pattern = rule.path
    .split('**')
    .map(part => part.split('*').map(escape).join('[^/]*'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(path);
}

function escape(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
