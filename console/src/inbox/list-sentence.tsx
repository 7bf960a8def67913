/** The filters of the list as one sentence. */
import { buyerLanguage, channelKind, priority } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { type Clause, SentenceFilter } from '../ui/sentence-filter.tsx';
import { type InboxSearch, isFiltered, sortOf, sorts, unfiltered } from './search.ts';
import { useColleagues } from './use-people.ts';

export function ListSentence({ search, onChange }: { search: InboxSearch; onChange: (next: InboxSearch) => void }) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const { staff, teams } = useColleagues();
  const set = (part: Partial<InboxSearch>) => onChange({ ...search, ...part });
  const clauses: Clause[] = [
    {
      key: 'priority',
      name: t('sentence.priority_name'),
      phrase: t('sentence.priority'),
      word: {
        any: t('sentence.any_priority'),
        value: search.priority,
        choices: priority.options.map((value) => ({ value, label: t(`priority.${value}`) })),
        onChange: (value) => set({ priority: value as InboxSearch['priority'] }),
      },
    },
    {
      key: 'tag',
      name: t('sentence.tag_name'),
      phrase: t('sentence.tag'),
      word: {
        any: t('sentence.any_tag'),
        value: search.tag,
        typed: 'text',
        onChange: (value) => set({ tag: value?.trim().toLowerCase().replace(/\s+/g, '-') }),
      },
    },
    {
      key: 'who',
      name: t('sentence.who_name'),
      phrase: t('sentence.who'),
      word: {
        any: t('sentence.anybody'),
        value: search.who,
        choices: staff.map(({ id, name }) => ({ value: id, label: name })),
        onChange: (value) => set({ who: value }),
      },
    },
    {
      key: 'team',
      name: t('sentence.team_name'),
      phrase: t('sentence.team'),
      word: {
        any: t('sentence.any_team'),
        value: search.team,
        choices: teams.map(({ id, name }) => ({ value: id, label: name })),
        onChange: (value) => set({ team: value }),
      },
    },
  ];
  return (
    <div className="inbox-sentence">
      <SentenceFilter
        sentence={t('sentence.whole')}
        clauses={clauses}
        words={{
          channel: {
            any: t('sentence.any_channel'),
            value: search.channel,
            choices: channelKind.options.map((value) => ({ value, label: t(`channel.${value}`) })),
            onChange: (value) => set({ channel: value as InboxSearch['channel'] }),
          },
          language: {
            any: t('sentence.any_language'),
            value: search.language,
            choices: buyerLanguage.options.map((value) => ({ value, label: terms.language(value) })),
            onChange: (value) => set({ language: value }),
          },
          sort: {
            value: sortOf(search),
            changed: search.sort !== undefined,
            choices: sorts.map((value) => ({ value, label: t(`sort.${value}`) })),
            onChange: (value) => set({ sort: value as InboxSearch['sort'] }),
          },
        }}
      />
      {isFiltered(search) && (
        <button type="button" className="r-link" onClick={() => onChange(unfiltered(search))}>
          {t('sentence.clear')}
        </button>
      )}
    </div>
  );
}
