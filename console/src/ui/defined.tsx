import { Tooltip } from 'antd';
import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import './defined.css';

/** A number, and what it counts on hover or focus. */
export function Defined({ words, children }: { words: string; children: ReactNode }) {
  return (
    <Tooltip title={words}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the definition is reached by the keyboard, too */}
      <span className="r-defined" tabIndex={0}>
        {children}
        <Info size={13} aria-hidden="true" />
        <span className="r-sr">{words}</span>
      </span>
    </Tooltip>
  );
}
