/** The browser's own notice of a call, for when this tab lies behind others. Asked for once; afterwards only in the desk's menu. */
import { useEffect, useReducer } from 'react';

const key = 'recoup.calls.notice_asked';
export type NoticeState = 'on' | 'off' | 'ask' | 'blocked' | 'none';

export function noticeState(): NoticeState {
  if (!('Notification' in window)) return 'none';
  if (Notification.permission === 'granted') return 'on';
  if (Notification.permission === 'denied') return 'blocked';
  return localStorage.getItem(key) ? 'off' : 'ask';
}

export function useNotices() {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const answered = () => {
    localStorage.setItem(key, '1');
    redraw();
  };
  return {
    state: noticeState(),
    turnOn: () => void Notification.requestPermission().then(answered),
    notNow: answered,
  };
}

/** A notice while the tab is hidden, and a title that turns between the call and the page, until it is over. */
export function useNotice(call: { id: string; title: string; words: string } | null) {
  const { id, title, words } = call ?? {};
  useEffect(() => {
    if (!id || !title) return;
    let notice: Notification | undefined;
    const show = () => {
      if (document.visibilityState === 'visible' || noticeState() !== 'on' || notice) return;
      // One tag for one call: of several tabs only one notice stands.
      notice = new Notification(title, { body: words ?? '', tag: `recoup.call.${id}`, requireInteraction: true });
      notice.onclick = () => {
        window.focus();
        notice?.close();
      };
    };
    show();
    document.addEventListener('visibilitychange', show);
    const before = document.title;
    let shown = false;
    const flash = setInterval(() => {
      shown = !shown;
      document.title = shown ? title : before;
    }, 1000);
    return () => {
      document.removeEventListener('visibilitychange', show);
      clearInterval(flash);
      if (document.title === title) document.title = before;
      notice?.close();
    };
  }, [id, title, words]);
}
