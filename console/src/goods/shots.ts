/** Photos taken at a station: each is sent while the next is taken, and what was sent is known by its id. */
import type { Uploaded } from '@recoup/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { upload } from '../app/api.ts';

export type Shot = { key: number; preview: string; sent: boolean };

/** `failed` hears what was thrown when a photo did not arrive; that one is not kept. */
export function useShots(failed: (error: unknown) => void) {
  const [shots, setShots] = useState<readonly Shot[]>([]);
  const going = useRef(new Map<number, Promise<Uploaded | null>>());
  const previews = useRef<string[]>([]);
  const next = useRef(0);

  const forget = useCallback(() => {
    for (const address of previews.current) URL.revokeObjectURL(address);
    previews.current = [];
    going.current.clear();
    setShots([]);
  }, []);
  useEffect(() => forget, [forget]);

  const add = useCallback(
    (file: File): Promise<Uploaded | null> => {
      const key = next.current++;
      const preview = URL.createObjectURL(file);
      previews.current.push(preview);
      setShots((was) => [...was, { key, preview, sent: false }]);
      const sending = upload(file).then(
        (uploaded) => {
          setShots((was) => was.map((shot) => (shot.key === key ? { ...shot, sent: true } : shot)));
          return uploaded;
        },
        (error: unknown) => {
          setShots((was) => was.filter((shot) => shot.key !== key));
          failed(error);
          return null;
        },
      );
      going.current.set(key, sending);
      return sending;
    },
    [failed],
  );
  /** The ids of all that arrived, once all have. */
  const ids = useCallback(async (): Promise<string[]> => {
    const sent = await Promise.all(going.current.values());
    return sent.flatMap((uploaded) => (uploaded ? [uploaded.id] : []));
  }, []);

  return { shots, add, ids, forget };
}
