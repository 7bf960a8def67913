/** Seconds that run on the screen of a call. */
import { useEffect, useReducer } from 'react';
import type { Instant } from '../ui/format.ts';

/** `06:48`, `1:02:09`: how long a call lasts, as a clock shows it. Never below nothing. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = `${pad(Math.floor((whole % 3600) / 60))}:${pad(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** Draws anew every second while `on`, and gives the time, in milliseconds. */
export function useSecond(on = true): number {
  const [, tick] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [on]);
  return Date.now();
}

/** Whole seconds from one instant to another; 0 where the first is later. */
export function secondsFrom(from: Instant, to: Instant): number {
  return Math.max(0, Math.floor((new Date(to).getTime() - new Date(from).getTime()) / 1000));
}
