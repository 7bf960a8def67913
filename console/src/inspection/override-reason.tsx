/** Overriding costs a reason, not a fight: one of five by key or scan, or one's own words. */
import type { Disposition } from '@recoup/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { Answers } from '../ui/station/answers.tsx';

const kinds = ['shelf_full', 'sells_better', 'worse_than_graded', 'part_here', 'manager_asked'] as const;

export function OverrideReason(props: { way: Disposition; instead: Disposition; onReason: (reason: string) => void }) {
  const { t } = useTranslation('inspection');
  const terms = useTerms();
  const [text, setText] = useState('');
  return (
    <>
      <p className="inspection-step">{t('decide.instead', { instead: terms.disposition(props.instead) })}</p>
      <h1>{t('decide.why', { way: terms.disposition(props.way) })}</h1>
      <div className="inspection-reasons">
        <Answers
          size="small"
          answers={kinds.map((kind, at) => ({
            key: String(at + 1),
            word: t(`reason.${kind}`),
            command: `CMD-${at + 1}`,
            run: () => props.onReason(t(`reason.${kind}`)),
          }))}
        />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim()) props.onReason(text.trim());
          }}
        >
          <Input
            size="large"
            className="inspection-reason-field"
            value={text}
            maxLength={500}
            placeholder={t('decide.own_reason')}
            aria-label={t('decide.own_reason')}
            onChange={(event) => setText(event.target.value)}
          />
          <Button size="large" htmlType="submit" type="primary" disabled={!text.trim()}>
            {t('decide.use_reason')}
          </Button>
        </form>
      </div>
    </>
  );
}
