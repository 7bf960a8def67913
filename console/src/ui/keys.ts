/**
 * Keys and scans for the whole app, from one listener. Pages say which keys they answer with useKeys(); the page that
 * wants scans says so with useScanner(). A scan never lands in a field and never sets off a key.
 */
import { useEffect, useEffectEvent } from 'react';
import { type Burst, feed, gapOf, release } from './burst.ts';

/**
 * `j`, `?`, `Enter`, `Escape`, ` ` (space), a sequence `g r`, or `mod+Enter` (⌘ or Ctrl). Letters are lower case.
 * A handler that returns false lets the layer below have the key.
 */
export type KeyMap = Record<string, (event: KeyLike) => unknown>;
export type KeyLike = { key: string; shift: boolean };

type Layer = { map: KeyMap; inDialog: boolean };
const layers: Layer[] = [];
const scanners: ((text: string) => void)[] = [];
const commands: { names: string[]; run: (name: string) => void }[] = [];

/** While mounted and `on`, these keys do these things. The layer mounted last is asked first. */
export function useKeys(map: KeyMap, options: { on?: boolean; inDialog?: boolean } = {}) {
  const { on = true, inDialog = false } = options;
  const names = Object.keys(map).join('\n');
  const run = useEffectEvent((name: string, event: KeyLike) => map[name]?.(event));
  useEffect(() => {
    if (!on || !names) return;
    const layer: Layer = {
      map: Object.fromEntries(names.split('\n').map((name) => [name, (event: KeyLike) => run(name, event)])),
      inDialog,
    };
    layers.push(layer);
    listen();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [names, on, inDialog]);
}

/** While mounted and `on`, every scan comes here: from a wedge scanner, and from scanned(). The last mounted wins. */
export function useScanner(handler: (text: string) => void, on = true) {
  const run = useEffectEvent(handler);
  useEffect(() => {
    if (!on) return;
    const scanner = (text: string) => run(text);
    scanners.push(scanner);
    listen();
    return () => {
      scanners.splice(scanners.indexOf(scanner), 1);
    };
  }, [on]);
}

/**
 * While mounted and `on`, these printed commands (`CMD-PASS`, the DataMatrix on an answer card) do these things. A
 * command comes before the page's scan handler; one that nobody answers goes there like any other code.
 */
export function useCommands(map: Record<string, () => void>, on = true) {
  const names = Object.keys(map).join('\n');
  const run = useEffectEvent((name: string) => map[name]?.());
  useEffect(() => {
    if (!on || !names) return;
    const layer = { names: names.split('\n'), run: (name: string) => run(name) };
    commands.push(layer);
    listen();
    return () => {
      commands.splice(commands.indexOf(layer), 1);
    };
  }, [names, on]);
}

/** Hands a code to whoever wants scans: the camera, a typed code, a test. */
export function scanned(raw: string) {
  const text = raw.trim();
  const command = commands.findLast((layer) => layer.names.includes(text.toUpperCase()));
  if (command) command.run(text.toUpperCase());
  else scanners.at(-1)?.(text);
}

// ---- the listener -------------------------------------------------------------------------------------------------

let listening = false;
function listen() {
  if (listening) return;
  listening = true;
  window.addEventListener('keydown', onKeyDown, { capture: true });
}

type Snapshot = {
  field: HTMLInputElement | HTMLTextAreaElement;
  value: string;
  start: number | null;
  end: number | null;
};
let burst: Burst | null = null;
let snapshot: Snapshot | null = null;
let target: EventTarget | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function onKeyDown(event: KeyboardEvent) {
  if (event.isComposing || event.key === 'Process' || event.key === 'Dead') return;
  const mod = event.metaKey || event.ctrlKey;
  if (mod || event.altKey || event.repeat) {
    settle();
    if (mod && dispatch(`mod+${event.key}`, event)) stop(event);
    else if (event.repeat && !editable(event.target) && event.key.length === 1 && has(event.key)) {
      press(event.key, event);
      stop(event);
    }
    return;
  }
  const field = editable(event.target);
  if (
    (scanners.length === 0 && commands.length === 0) ||
    (event.target instanceof Element && event.target.closest('[data-scan="field"]'))
  ) {
    if (act(event, field)) stop(event);
    return;
  }

  const before = burst;
  const verdict = feed(burst, event.key, event.timeStamp);
  if (verdict.do === 'pass' && before && verdict.burst !== before) settle();
  burst = verdict.burst;
  if (verdict.do === 'scan') {
    stop(event);
    clearTimeout(timer);
    putBack();
    scanned(verdict.text);
  } else if (verdict.do === 'hold') {
    stop(event);
    wait();
  } else if (event.key.length === 1 && burst?.text === event.key) {
    // It may be a hand or the start of a scan; the next 30 ms will tell.
    target = event.target;
    snapshot = field ? snap(event.target) : null;
    if (!field && !native(event) && has(event.key)) stop(event);
    wait();
  } else if (act(event, field)) {
    stop(event);
  }
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(settle, (burst ? gapOf(burst) : 0) + 5);
}

/** No scan came of it: what was held goes where it was typed, as keys or as text. */
function settle() {
  clearTimeout(timer);
  const was = burst;
  burst = null;
  if (!was) return;
  if (editable(target)) {
    const held = release(was);
    if (held && target instanceof HTMLElement && document.activeElement === target) {
      document.execCommand('insertText', false, held);
    }
  } else if (!(was.text === ' ' && target instanceof Element && target.closest(nativeOwners))) {
    for (const key of was.text) press(key, { shiftKey: false, target });
  }
  snapshot = null;
}

/** The field gets back what it held before the scanner's first key. */
function putBack() {
  if (!snapshot) return;
  const { field, value, start, end } = snapshot;
  snapshot = null;
  const proto = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (start !== null && end !== null) field.setSelectionRange(start, end);
}

function snap(at: EventTarget | null): Snapshot | null {
  if (!(at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement)) return null;
  const selectable = !(at instanceof HTMLInputElement) || /^(text|search|tel|url|password)$/.test(at.type);
  return {
    field: at,
    value: at.value,
    start: selectable ? at.selectionStart : null,
    end: selectable ? at.selectionEnd : null,
  };
}

/** A key that is not part of a burst, at once. In a field only Escape is ours. */
function act(event: KeyboardEvent, field: boolean): boolean {
  if (field) return event.key === 'Escape' && dispatch('Escape', event);
  if (native(event)) return false;
  return press(event.key, event);
}

const nativeOwners = 'button, a[href], summary, select, label, [role="button"], [role="checkbox"], [role="option"]';
/** Enter and Space belong to the control that has the focus. */
function native(event: KeyboardEvent): boolean {
  return (
    (event.key === 'Enter' || event.key === ' ') &&
    event.target instanceof Element &&
    !!event.target.closest(nativeOwners)
  );
}

let prefix = '';
let prefixTimer: ReturnType<typeof setTimeout> | undefined;
/** A key by a hand: the end of a sequence, the start of one, or itself. */
function press(raw: string, event: { shiftKey: boolean; target: EventTarget | null }): boolean {
  const key = raw.length === 1 ? raw.toLowerCase() : raw;
  const before = prefix;
  prefix = '';
  clearTimeout(prefixTimer);
  if (before && dispatch(`${before} ${key}`, { key: raw, ...event })) return true;
  if (dispatch(key, { key: raw, ...event })) return true;
  if (layers.some((layer) => Object.keys(layer.map).some((name) => name.startsWith(`${key} `)))) {
    prefix = key;
    prefixTimer = setTimeout(() => {
      prefix = '';
    }, 1200);
    return true;
  }
  return false;
}

function has(raw: string): boolean {
  const key = raw.toLowerCase();
  return layers.some((layer) =>
    Object.keys(layer.map).some((name) => name === key || name.startsWith(`${key} `) || name === `${prefix} ${key}`),
  );
}

function dispatch(name: string, event: { key: string; shiftKey: boolean; target: EventTarget | null }): boolean {
  const dialog =
    event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"], [role="listbox"]');
  for (const layer of layers.toReversed()) {
    const handler = layer.map[name];
    if (!handler || (dialog && !layer.inDialog)) continue;
    if (handler({ key: event.key, shift: event.shiftKey }) !== false) return true;
  }
  return false;
}

function editable(at: EventTarget | null): boolean {
  if (!(at instanceof HTMLElement)) return false;
  if (at.isContentEditable || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement) return true;
  return at instanceof HTMLInputElement && !/^(checkbox|radio|button|submit|reset|range|color|file)$/.test(at.type);
}

function stop(event: KeyboardEvent) {
  event.preventDefault();
  event.stopPropagation();
}
