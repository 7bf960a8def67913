/** Light or dark: the system's, unless this person holds one against it on this device. */
import { useSyncExternalStore } from 'react';

export type SchemeChoice = 'system' | 'light' | 'dark';
const key = 'recoup.scheme';
const listeners = new Set<() => void>();
const system = window.matchMedia('(prefers-color-scheme: dark)');
system.addEventListener('change', tell);

function tell() {
  for (const each of listeners) each();
}
function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function schemeChoice(): SchemeChoice {
  const kept = localStorage.getItem(key);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function chooseScheme(choice: SchemeChoice) {
  localStorage.setItem(key, choice);
  applyScheme();
  tell();
}

/** Writes the choice where the tokens look for it. */
export function applyScheme() {
  const choice = schemeChoice();
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}

export function useSchemeChoice(): SchemeChoice {
  return useSyncExternalStore(subscribe, schemeChoice);
}

/** The scheme in force. */
export function useScheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, () => {
    const choice = schemeChoice();
    return choice === 'system' ? (system.matches ? 'dark' : 'light') : choice;
  });
}
