/** Where a picture lies that is fitted whole into a box: what is drawn over it must lie exactly there. */
import { type RefObject, useEffect, useState } from 'react';

export type Size = { width: number; height: number };
export type Rect = Size & { left: number; top: number };

/** As `object-fit: contain` lays it. Pure. */
export function fitted(box: Size, picture: Size): Rect {
  if (box.width <= 0 || box.height <= 0 || picture.width <= 0 || picture.height <= 0) {
    return { left: 0, top: 0, width: Math.max(0, box.width), height: Math.max(0, box.height) };
  }
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { left: (box.width - width) / 2, top: (box.height - height) / 2, width, height };
}

/** A place on the screen as a point of the picture, 0 to 1; null outside of it. Pure. */
export function pointIn(rect: Rect, x: number, y: number): [number, number] | null {
  const at: [number, number] = [(x - rect.left) / rect.width, (y - rect.top) / rect.height];
  return at.every((part) => part >= 0 && part <= 1) ? at : null;
}

export function useBoxSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const at = ref.current;
    if (!at) return;
    const watcher = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    watcher.observe(at);
    return () => watcher.disconnect();
  }, [ref]);
  return size;
}
