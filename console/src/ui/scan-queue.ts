/** Scans answered one at a time, in the order they came: a quick hand never overtakes the server. */
import { useEffectEvent, useRef, useState } from 'react';
import { useScanner } from './keys.ts';

/** `answer` may take its time; scans that come meanwhile wait. Returns whether one is being answered. */
export function useScanQueue(answer: (text: string) => Promise<void>, on = true): boolean {
  const waiting = useRef<string[]>([]);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const run = useEffectEvent(answer);
  const work = async () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      for (let text = waiting.current.shift(); text !== undefined; text = waiting.current.shift()) await run(text);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  useScanner((text) => {
    waiting.current.push(text);
    void work();
  }, on);
  return busy;
}
