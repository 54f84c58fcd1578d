/** A value with subscribers: who subscribes is told at once and after every change. */
export interface Store<State> {
  getState(): State;
  setState(state: State): void;
  subscribe(listener: (state: State) => void): () => void;
}

export function createStore<State>(initial: State): Store<State> {
  let current = initial;
  const listeners = new Set<(state: State) => void>();
  return {
    getState: () => current,
    setState(state) {
      if (state === current) return;
      current = state;
      for (const listener of [...listeners]) listener(state);
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(current);
      return () => listeners.delete(listener);
    },
  };
}
