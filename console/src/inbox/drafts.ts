/** What somebody is writing, kept on this device at every key; the server keeps it too, a moment later. */
export type Draft = {
  mode: 'reply' | 'note';
  /** In the writer's language. */
  mine: string;
  /** What the buyer receives, where the writer changed it by hand. */
  theirs: string | null;
  at: string;
};
const prefix = 'recoup.draft.';
/** So many are kept; the oldest go first. */
const most = 60;

export function keptDraft(conversationId: string): Draft | null {
  try {
    const kept = localStorage.getItem(prefix + conversationId);
    return kept ? (JSON.parse(kept) as Draft) : null;
  } catch {
    return null;
  }
}

export function keepDraft(conversationId: string, draft: Draft | null) {
  try {
    if (!draft || !(draft.mine || draft.theirs)) return localStorage.removeItem(prefix + conversationId);
    localStorage.setItem(prefix + conversationId, JSON.stringify(draft));
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    if (keys.length <= most) return;
    const at = (key: string) => (JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Draft>).at ?? '';
    for (const key of keys.sort((a, b) => (at(a) < at(b) ? -1 : 1)).slice(0, keys.length - most)) {
      localStorage.removeItem(key);
    }
  } catch {
    // A full or forbidden storage: the server's copy is then the only one.
  }
}

type ServerDraft = { text: string; note: boolean; updated_at: string } | null;
/** The newer of what this device and the server kept: the person may have gone on writing on another one. */
export function newerDraft(here: Draft | null, server: ServerDraft): Draft | null {
  const there: Draft | null = server && {
    mode: server.note ? 'note' : 'reply',
    mine: server.text,
    theirs: null,
    at: server.updated_at,
  };
  if (!here || !there) return here ?? there;
  if (here.mine === there.mine) return here;
  return new Date(here.at) >= new Date(there.at) ? here : there;
}
