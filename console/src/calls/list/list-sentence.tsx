/** The sentence over the list of calls: its words are the filters, and they stand in the address. */
import { callStage, verdictOf } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useColleagues } from '../../inbox/use-people.ts';
import { type Clause, SentenceFilter, type Word } from '../../ui/sentence-filter.tsx';
import { askedChoices, type ListSearch, type View, views } from './views.ts';

export function ListSentence({ search, onChange }: { search: ListSearch; onChange: (next: ListSearch) => void }) {
  const { t } = useTranslation('calls');
  const { staff } = useColleagues();
  const set = (part: Partial<ListSearch>) => onChange({ ...search, ...part });
  const words: Record<string, Word> = {
    view: {
      value: search.view,
      choices: views.map((view) => ({ value: view, label: t(`list.sentence.view.${view}`) })),
      changed: false,
      onChange: (view) => view && onChange({ ...search, view: view as View, stage: undefined }),
    },
    staff: {
      any: t('list.sentence.anybody'),
      value: search.staff,
      choices: staff.map(({ id, name }) => ({ value: id, label: name })),
      onChange: (one) => set({ staff: one }),
    },
  };
  const clauses: Clause[] = [
    {
      key: 'verdict',
      name: t('list.sentence.verdict_name'),
      phrase: t('list.sentence.verdict'),
      word: {
        any: t('list.sentence.any_verdict'),
        value: search.verdict,
        many: true,
        choices: verdictOf.options.map((value) => ({ value, label: t(`verdict.${value}`) })),
        onChange: (verdict) => set({ verdict }),
      },
    },
    {
      key: 'asked',
      name: t('list.sentence.asked_name'),
      phrase: t('list.sentence.asked'),
      word: {
        any: t('list.sentence.any_day'),
        value: search.asked,
        choices: askedChoices.map((days) => ({ value: days, label: t('list.sentence.days', { days }) })),
        onChange: (asked) => set({ asked: asked as ListSearch['asked'] }),
      },
    },
    {
      key: 'q',
      name: t('list.sentence.q_name'),
      phrase: t('list.sentence.q'),
      word: { any: t('list.sentence.any_q'), value: search.q, typed: 'text', onChange: (q) => set({ q }) },
    },
    ...(search.view === 'all'
      ? [
          {
            key: 'stage',
            name: t('list.sentence.stage_name'),
            phrase: t('list.sentence.stage'),
            word: {
              any: t('list.sentence.any_stage'),
              value: search.stage,
              many: true,
              choices: callStage.options.map((value) => ({ value, label: t(`list.stages.${value}`) })),
              onChange: (stage: string | undefined) => set({ stage }),
            },
          },
        ]
      : []),
  ];
  return <SentenceFilter sentence={t('list.sentence.text')} words={words} clauses={clauses} />;
}
