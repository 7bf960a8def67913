/** Codes a scanner reads from the screen: DataMatrix for commands, QR for links, Code 128 for labels. Always dark on white. */
import { useEffect, useState } from 'react';

type CodeKind = 'datamatrix' | 'qrcode' | 'code128';
const drawn = new Map<string, Promise<string>>();

/** The code as an SVG data address; drawn once per text. The drawing library loads with the first code. */
function draw(kind: CodeKind, text: string): Promise<string> {
  const key = `${kind} ${text}`;
  const found = drawn.get(key);
  if (found) return found;
  const making = import('./codes.ts').then(
    (codes) => `data:image/svg+xml,${encodeURIComponent(codes.svg(kind, text))}`,
  );
  drawn.set(key, making);
  return making;
}

type Props = {
  text: string /** What it is, for a screen reader. */;
  label: string;
  size?: number;
  kind?: CodeKind;
  height?: number;
};

export function DataMatrix({ text, label, size = 62, kind = 'datamatrix', height }: Props) {
  const [source, setSource] = useState<string | null>(null);
  useEffect(() => {
    let old = false;
    // Without its code a card still has its key and its word.
    draw(kind, text).then(
      (made) => !old && setSource(made),
      () => undefined,
    );
    return () => {
      old = true;
    };
  }, [kind, text]);
  const bars = kind === 'code128';
  const style = {
    width: bars ? '100%' : size,
    height: bars ? (height ?? 44) : size,
    padding: bars ? 0 : 4,
    background: '#fff',
    borderRadius: 3,
    flex: 'none',
    display: 'block',
  } as const;
  return source ? (
    <img
      src={source}
      alt={label}
      style={{ ...style, imageRendering: 'pixelated', objectFit: bars ? 'fill' : 'contain' }}
    />
  ) : (
    <span style={style} />
  );
}

export function QrCode(props: { text: string; label: string; size?: number }) {
  return <DataMatrix {...props} kind="qrcode" />;
}

export function Barcode(props: { text: string; label: string; height?: number }) {
  return <DataMatrix {...props} kind="code128" />;
}
