/** What may be done with several returns at once: approve, save their labels, decline. Each says what it left out. */
import { type ReturnRow, returns } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { Ban, Check, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, openFile } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import type { BulkVerb } from '../ui/selection-bar.tsx';
import { ErrorState } from '../ui/states.tsx';
import { AskReason } from './ask-reason.tsx';

/** Somebody without the right asked for an exception, and said why; only who has it can say yes. */
const stepsOutside = (row: ReturnRow) => row.review.includes('override.asked');

export function useBulkVerbs(): { verbs: BulkVerb<ReturnRow>[]; dialog: React.ReactNode } {
  const { t } = useTranslation('returns');
  const { message, notification } = App.useApp();
  const words = useProblemWords();
  const { may } = useSession();
  const [declining, setDeclining] = useState<ReturnRow[] | null>(null);
  const approve = useMove(returns.bulkApprove, {
    onDone: ({ approved, left_out }) => {
      if (approved.length > 0) void message.success(t('bulk.approved', { count: approved.length }));
      if (left_out.length > 0) {
        notification.warning({
          title: t('bulk.left_out', { count: left_out.length }),
          description: <span className="r-mono">{left_out.map(({ code }) => code).join(', ')}</span>,
          duration: 0,
        });
      }
    },
  });
  const waits = (row: ReturnRow, move: 'approve' | 'decline') =>
    row.moves.includes(move) ||
    (row.facts.place.stage === 'requested' ? t('bulk.not_yours') : t(`bulk.stage.${row.facts.place.stage}`));
  const saveLabels = async (rows: ReturnRow[]) => {
    for (const { id, code } of rows) {
      try {
        await openFile(returns.labelPdf, { params: { id } }, { save: `${code}.pdf` });
      } catch (error) {
        void message.error(`${code}: ${words(error).words}`);
      }
    }
  };
  const verbs: BulkVerb<ReturnRow>[] = [
    {
      key: 'a',
      name: t('verb.approve'),
      icon: Check,
      main: true,
      may: (row) => (stepsOutside(row) && !may('returns.override') ? t('bulk.exception') : waits(row, 'approve')),
      run: (rows) => void approve.run({ body: { ids: rows.map(({ id }) => id) } }),
    },
    {
      key: 'p',
      name: t('verb.labels'),
      icon: Printer,
      may: (row) => row.facts.place.tracking !== null || t('bulk.no_label'),
      run: (rows) => void saveLabels(rows),
    },
    {
      key: 'd',
      name: t('verb.decline'),
      icon: Ban,
      may: (row) => waits(row, 'decline'),
      run: setDeclining,
    },
  ];
  const dialog = declining && <DeclineMany rows={declining} done={() => setDeclining(null)} />;
  return { verbs, dialog };
}

/** There is one reason for all; each buyer reads it. One after the other, so that what failed can be named. */
function DeclineMany({ rows, done }: { rows: ReturnRow[]; done: () => void }) {
  const { t } = useTranslation('returns');
  const { message } = App.useApp();
  const words = useProblemWords();
  const client = useQueryClient();
  const [failed, setFailed] = useState<{ code: string; words: string }[]>([]);
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState(rows);
  const go = async (reason: string) => {
    setBusy(true);
    const bad: typeof failed = [];
    const again: ReturnRow[] = [];
    for (const row of left) {
      try {
        await call(returns.decline, { params: { id: row.id }, body: { reason } });
      } catch (error) {
        bad.push({ code: row.code, words: words(error).words });
        again.push(row);
      }
    }
    setBusy(false);
    void client.invalidateQueries();
    setFailed(bad);
    setLeft(again);
    if (left.length > bad.length) void message.success(t('bulk.declined', { count: left.length - bad.length }));
    if (bad.length === 0) done();
  };
  return (
    <AskReason
      title={t('bulk.decline_title', { count: left.length })}
      label={t('ask.decline.why')}
      help={t('ask.decline.help_many')}
      go={t('bulk.decline_go', { count: left.length })}
      danger
      busy={busy}
      done={done}
      onGo={(reason) => void go(reason)}
    >
      {failed.length > 0 && (
        <ErrorState
          title={t('bulk.left_out', { count: failed.length })}
          words={failed.map((one) => `${one.code}: ${one.words}`).join(' ')}
        />
      )}
    </AskReason>
  );
}
