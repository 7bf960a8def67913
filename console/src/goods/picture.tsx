/** A picture of goods; a box where there is none, or where it could not be loaded (no line). */
import { Package } from 'lucide-react';
import { useState } from 'react';

export function Picture({ src, icon = 26 }: { src: string | null; icon?: number }) {
  const [broken, setBroken] = useState<string | null>(null);
  if (!src || broken === src) return <Package size={icon} aria-hidden="true" />;
  return <img src={src} alt="" onError={() => setBroken(src)} />;
}
