/** After the call: what the buyer gets to read, to be put in other words and sent once; and what colleagues read. */
import './settle.css';
import { type CallDetail, callSummaries } from '@recoup/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { useFormat } from '../../ui/locale.tsx';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';

export function SummaryPart({ call }: { call: CallDetail }) {
  const { t, i18n } = useTranslation('calls');
  const f = useFormat();
  const summary = useApi(callSummaries.read, { params: { id: call.id } });
  const change = useMove(callSummaries.change);
  const send = useMove(callSummaries.send);
  const [words, setWords] = useState<string | null>(null);
  const params = { id: call.id };
  if (summary.problem)
    return <ErrorState words={summary.problem.words} requestId={summary.problem.requestId} onRetry={summary.retry} />;
  if (!summary.data) return <SkeletonRows rows={3} />;
  const { to_buyer, to_staff, sent_at, language } = summary.data;
  const text = words ?? to_buyer;
  const name = call.buyer.name.split(' ')[0] ?? call.buyer.name;
  const problem = change.problem ?? send.problem;
  const sendIt = async () => {
    if (words !== null && words.trim() !== to_buyer) {
      if (!(await change.run({ params, body: { to_buyer: words.trim() } }))) return;
    }
    if (await send.run({ params })) setWords(null);
  };
  return (
    <section className="settle-part" aria-label={t('settle.summary.title')}>
      <h2>{t('settle.summary.title')}</h2>
      <p className="r-second settle-lines">{to_staff[i18n.language.startsWith('zh') ? 'zh' : 'en']}</p>
      <label className="r-second" htmlFor="summary-words">
        {t('settle.summary.to_buyer', { name })}
      </label>
      <Input.TextArea
        id="summary-words"
        lang={language}
        autoSize={{ minRows: 4, maxRows: 14 }}
        maxLength={4000}
        value={text}
        readOnly={sent_at !== null}
        onChange={(event) => setWords(event.target.value)}
      />
      {problem && (
        <p className="r-t-bad" role="alert">
          {problem.words}
        </p>
      )}
      {sent_at ? (
        <p className="r-second">{t('settle.summary.sent', { at: f.clock(sent_at) })}</p>
      ) : (
        <Button loading={change.busy || send.busy} disabled={!text.trim()} onClick={() => void sendIt()}>
          {t('settle.summary.send', { name })}
        </Button>
      )}
    </section>
  );
}
