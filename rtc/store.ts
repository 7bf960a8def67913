import type { Store } from './types.ts';

/** A store with its writing side. Listeners are told once a turn, however much changed in it. */
export function openStore<T extends object>(first: T): Store<T> & { set(changed: Partial<T>): void } {
  let state = first;
  let told = true;
  const listeners = new Set<() => void>();
  const tell = () => {
    told = true;
    for (const listener of [...listeners]) listener();
  };
  return {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set(changed) {
      if ((Object.keys(changed) as (keyof T)[]).every((key) => Object.is(changed[key], state[key]))) return;
      state = { ...state, ...changed };
      if (told) {
        told = false;
        queueMicrotask(tell);
      }
    },
  };
}

/** Those who hear of something. */
export function openEars<A extends unknown[]>(): {
  hear(listener: (...said: A) => void): () => void;
  tell(...said: A): void;
} {
  const listeners = new Set<(...said: A) => void>();
  return {
    hear(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell(...said) {
      for (const listener of [...listeners]) listener(...said);
    },
  };
}
