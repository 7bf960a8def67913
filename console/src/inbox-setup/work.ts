/** What is being changed on the screen, beside what the server holds; and the question before it would be lost. */
import { useBlocker } from '@tanstack/react-router';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Theirs until saved, the server's otherwise. */
export function useWork<T extends object>(kept: T) {
  const [mine, setMine] = useState<T | null>(null);
  const value = mine ?? kept;
  return {
    value,
    dirty: mine !== null && !same(mine, kept),
    change: (part: Partial<T>) => setMine((was) => ({ ...(was ?? kept), ...part })),
    letGo: () => setMine(null),
  };
}

/** Nobody loses what they typed by a wrong click. Answers the way to leave without being asked, after a save. */
export function useLeaveQuestion(dirty: boolean): void {
  const { t } = useTranslation('inbox-setup');
  const { modal } = App.useApp();
  useBlocker({
    enableBeforeUnload: dirty,
    shouldBlockFn: async ({ current, next }) => {
      if (!dirty || (current.pathname === next.pathname && same(current.params, next.params))) return false;
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
