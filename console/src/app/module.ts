/** What a module of the console brings: its routes, its place in the rail, its stations and its pages of setup. */
import type { Permission } from '@recoup/contract';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';

/** The places of the rail, in this order; words, icon and key of each are the shell's. */
export const places = [
  'home',
  'inbox',
  'calls',
  'returns',
  'stations',
  'stock',
  'orders',
  'money',
  'policy',
  'outbox',
  'setup',
] as const;
export type Place = (typeof places)[number];

export type RailEntry = {
  place: Place;
  to: string;
  /** Who sees it; left out: everybody. Several: one of them is enough. */
  permission?: Permission | readonly Permission[];
  /** A hook: how many things wait there for this person. Nothing is drawn for 0. */
  useCount?: () => number | undefined;
};

/** A card on a page that gathers what modules bring: /stations and /setup. */
export type Entry = {
  key: string;
  to: string;
  icon: LucideIcon;
  /** Key of its name and its note in the module's own catalogue: `receive` → `receive.name`, `receive.note`. */
  words: string;
  namespace: string;
  permission?: Permission | readonly Permission[];
};

export type ConsoleModule = {
  rail?: RailEntry;
  /** Stands in the bar of every page, at the right. */
  bar?: ComponentType;
  /** Lies over every page while it has something to say: a call that rings. */
  over?: ComponentType;
  stations?: readonly Entry[];
  setup?: readonly Entry[];
};

/** Does this person see it? */
export function seen(
  entry: { permission?: Permission | readonly Permission[] },
  may: (permission: Permission) => boolean,
) {
  if (!entry.permission) return true;
  return typeof entry.permission === 'string' ? may(entry.permission) : entry.permission.some(may);
}
