import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Waiting } from './parts.tsx';

/** A page that is fetched when it is first shown, so that nobody loads what they do not open. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return function Later(props: P) {
    const [Page, setPage] = useState<ComponentType<P> | null>(null);
    useEffect(() => {
      void load().then((page) => setPage(() => page));
    }, []);
    return Page ? (
      <Page {...props} />
    ) : (
      <div class="page">
        <main>
          <Waiting />
        </main>
      </div>
    );
  };
}
