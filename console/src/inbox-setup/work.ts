/** What is being changed on the screen, beside what the server holds; and the question before it would be lost. */
import { useBlocker } from '@tanstack/react-router';
import { App } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Theirs until saved, the server's otherwise. */
export function useWork<T extends object>(kept: T) {
  const [mine, setMine] = useState<T | null>(null);
  // Known at once, where state is known only after the next drawing: a page is often left right after it was saved.
  const isLetGo = useRef(false);
  const dirty = mine !== null && !same(mine, kept);
  return {
    value: mine ?? kept,
    dirty,
    /** Would leaving now lose something? */
    wouldLose: () => dirty && !isLetGo.current,
    change: (part: Partial<T>) => {
      isLetGo.current = false;
      setMine((was) => ({ ...(was ?? kept), ...part }));
    },
    letGo: () => {
      isLetGo.current = true;
      setMine(null);
    },
  };
}

/** Nobody loses what they typed by a wrong click. */
export function useLeaveQuestion(wouldLose: () => boolean): void {
  const { t } = useTranslation('inbox-setup');
  const { modal } = App.useApp();
  useBlocker({
    enableBeforeUnload: wouldLose,
    shouldBlockFn: async ({ current, next }) => {
      if (!wouldLose() || (current.pathname === next.pathname && same(current.params, next.params))) return false;
      const leave = await modal.confirm({
        title: t('leave.title'),
        content: t('leave.note'),
        okText: t('leave.verb'),
        cancelText: t('leave.stay'),
        icon: null,
      });
      return !leave;
    },
  });
}
