/** A mail as it came, in a frame that runs nothing; as tall as what is in it. */
import { useEffect, useRef, useState } from 'react';
import { pageOf } from './mail-page.ts';

export function MailFrame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(60);
  useEffect(() => {
    const at = frame.current;
    if (!at) return;
    let watcher: ResizeObserver | undefined;
    const measure = () => {
      const body = at.contentDocument?.body;
      if (!body) return;
      watcher?.disconnect();
      watcher = new ResizeObserver(() => setHeight(Math.min(6000, Math.max(40, Math.ceil(body.scrollHeight)))));
      watcher.observe(body);
    };
    at.addEventListener('load', measure);
    measure();
    return () => {
      watcher?.disconnect();
      at.removeEventListener('load', measure);
    };
  }, []);
  return (
    <iframe
      ref={frame}
      className="inbox-mail"
      title={title}
      // Of our origin so that its height can be read; without scripts nothing inside can make use of that.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={pageOf(html, window.location.origin)}
      style={{ height }}
    />
  );
}
