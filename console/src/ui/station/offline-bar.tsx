/** 28 px of ink under a bar: since when there is no line, what is safe meanwhile, and when it tries again. */
import './station.css';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '../format.ts';
import { useFormat } from '../locale.tsx';

type Props = {
  since: Instant;
  /** Steps kept on this device that go out when the line is back. */
  waiting?: number;
  /** ms until the next try. */
  again?: number;
  aside?: ReactNode;
};

export function OfflineBar({ since, waiting = 0, again, aside }: Props) {
  const { t } = useTranslation('ui');
  const f = useFormat();
  return (
    <div className="r-offline" role="status">
      <CloudOff size={15} aria-hidden="true" />
      <b>{t('offline.since', { time: f.time(since) })}</b>
      <span>{waiting === 0 ? t('offline.safe_none') : t('offline.safe', { count: waiting })}</span>
      <span className="r-offline-aside">
        {aside ?? (again !== undefined && t('offline.again', { span: f.duration(again / 1000) }))}
      </span>
    </div>
  );
}
