/** The kept words filled in for a conversation there is; what they lack is named. Nothing is sent. */
import { inbox, inboxSetup, type Macro } from '@recoup/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useApi } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { useClauseWords } from './clause-words.ts';
import { PaneHead } from './parts.tsx';

export function MacroPreview({ macro, dirty }: { macro: Macro | null; dirty: boolean }) {
  const { t } = useTranslation('inbox-setup');
  const terms = useTerms();
  const words = useProblemWords();
  const clauses = useClauseWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useApi(inbox.list, { query: { limit: 20, brand_id: macro?.brand?.id } }).data?.rows ?? [];
  const conversation = list.find(({ id }) => id === chosen) ?? list[0];
  const filled = useQuery({
    queryKey: [inboxSetup.fillMacro.path, macro?.id, macro?.updated_at, conversation?.id],
    queryFn: ({ signal }) =>
      call(
        inboxSetup.fillMacro,
        { params: { id: macro?.id ?? '' }, body: { conversation_id: conversation?.id ?? '' } },
        { signal },
      ),
    enabled: !!macro && !!conversation,
  });
  const problem = filled.error ? words(filled.error) : null;
  const { data } = filled;
  return (
    <div className="isetup-pane">
      <section className="isetup-bench">
        <PaneHead title={t('macros.preview')} />
        {!macro && <p className="r-ink3">{t('macros.preview_new')}</p>}
        {macro && !conversation && <p className="r-ink3">{t('macros.preview_none')}</p>}
        {macro && conversation && (
          <>
            <SentenceFilter
              keysOn={false}
              sentence={t('macros.preview_with')}
              words={{
                conversation: {
                  value: conversation.id,
                  choices: list.map((each) => ({
                    value: each.id,
                    label: `${each.contact.name}, ${each.order ? each.order.number : each.subject}`.slice(0, 60),
                    note: each.code,
                  })),
                  onChange: (id) => setChosen(id ?? null),
                },
              }}
            />
            {dirty && <p className="r-quiet">{t('macros.preview_old')}</p>}
            {problem && <ErrorState words={problem.words} requestId={problem.requestId} />}
            {!data && !problem && <SkeletonRows rows={4} />}
            {data && (
              <>
                {data.text !== null && (
                  <div className="isetup-said" lang={data.language}>
                    <span className="r-quiet">
                      {t('macros.buyer_gets', { language: terms.language(data.language) })}
                    </span>
                    <p>{data.text}</p>
                  </div>
                )}
                {data.mine !== null && data.mine !== data.text && (
                  <div className="isetup-said is-mine">
                    <span className="r-quiet">{t('macros.you_read')}</span>
                    <p>{data.mine}</p>
                  </div>
                )}
                {data.missing.length > 0 && (
                  <Status tone="clock">{t('macros.missing', { list: data.missing.join(', ') })}</Status>
                )}
                {data.actions.length > 0 && (
                  <p className="r-second">
                    {t('macros.then', { list: data.actions.map(clauses.action).join(t('clause.comma')) })}
                  </p>
                )}
              </>
            )}
          </>
        )}
      </section>
    </div>
  );
}
