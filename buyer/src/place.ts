/**
 * Where the buyer is, from the address: `/b/lumora` find, `/lost`, `/policy`, `/o/TOKEN` the order of a link,
 * `/r/TOKEN` or `/r/TOKEN/ID` a return of it, `/help` and `/help/ARTICLE` the help centre, `/contact` the form,
 * `/survey/TOKEN` how it was, `/credit` what is left on a store credit. A token is the key, so it is kept in the address alone.
 */
import { useEffect, useState } from 'preact/hooks';

export type Place = {
  slug: string;
  page: 'find' | 'lost' | 'policy' | 'order' | 'return' | 'help' | 'contact' | 'survey' | 'credit';
  /** The key of a link; in the help centre the article's name, empty for its first page. */
  token: string;
  id: string | null;
};

const pages: Record<string, Place['page']> = {
  o: 'order',
  r: 'return',
  policy: 'policy',
  lost: 'lost',
  help: 'help',
  contact: 'contact',
  survey: 'survey',
  credit: 'credit',
};
const keyed: readonly Place['page'][] = ['order', 'return', 'survey'];

export function placeOf(path: string): Place {
  const [, , slug = '', kind = '', token = '', id = null] = path.split('/').map((part) => safely(part)) as [
    string,
    string,
    string?,
    string?,
    string?,
    string?,
  ];
  const page = pages[kind];
  if (!page || (keyed.includes(page) && !token)) return { slug, page: 'find', token: '', id: null };
  return { slug, page, token, id: id || null };
}
function safely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const moved = 'recoup-moved';
/** Goes to another page of the same brand without loading anew. */
export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', path);
  dispatchEvent(new Event(moved));
  scrollTo(0, 0);
}

export function usePlace(): Place {
  const [place, setPlace] = useState(() => placeOf(location.pathname));
  useEffect(() => {
    const look = () => setPlace(placeOf(location.pathname));
    addEventListener('popstate', look);
    addEventListener(moved, look);
    return () => {
      removeEventListener('popstate', look);
      removeEventListener(moved, look);
    };
  }, []);
  return place;
}
