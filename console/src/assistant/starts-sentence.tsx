/** "Starts when a buyer says return, refund or send back, surer than 60%. Under that it asks." */
import { assistant, type Flow } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useFormat } from '../ui/locale.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { useConditionWords } from './condition-words.ts';
import { sameValue } from './flow-compare.ts';

/** What the assistant can tell apart, and what each is called. */
export function useIntents() {
  const f = useFormat();
  const { data } = useApi(assistant.intents);
  const rows = data?.rows ?? [];
  const nameOf = (intent: string): string => rows.find((row) => row.intent === intent)?.name[f.language] ?? intent;
  return { rows, nameOf };
}

type Props = { flow: Flow; live: Flow; disabled: boolean; onChange: (flow: Flow) => void };
export function StartsSentence({ flow, live, disabled, onChange }: Props) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const { or } = useConditionWords();
  const { rows, nameOf } = useIntents();
  const { intents, surer_than } = flow.starts;
  const set = (part: Partial<Flow['starts']>) => onChange({ ...flow, starts: { ...flow.starts, ...part } });
  const lower = (name: string) => (f.language === 'en' ? name.charAt(0).toLowerCase() + name.slice(1) : name);
  const names = intents.map((intent) => lower(nameOf(intent)));
  if (disabled) {
    if (intents.length === 0) return <p className="r-ink2">{t('starts.never')}</p>;
    return <p className="r-ink2">{t('starts.read', { intents: or(names), percent: surer_than })}</p>;
  }
  return (
    <SentenceFilter
      keysOn={false}
      sentence={t(intents.length > 0 ? 'starts.sentence' : 'starts.only_sentence')}
      words={{
        intents: {
          many: true,
          any: t('starts.nothing'),
          value: intents.length > 0 ? intents.join(',') : undefined,
          reads:
            names.length > 4
              ? t('starts.more', { list: names.slice(0, 3).join(t('comma')), count: names.length - 3 })
              : or(names),
          changed: !sameValue(intents, live.starts.intents),
          choices: rows.map(({ intent, flow: of }) => ({
            value: intent,
            label: nameOf(intent),
            ...(of && of !== flow.key ? { note: t(`flow.${of}`) } : {}),
          })),
          onChange: (next) => set({ intents: next ? next.split(',').slice(0, 12) : [] }),
        },
        surer: {
          typed: 'number',
          value: String(surer_than),
          reads: `${surer_than}%`,
          changed: surer_than !== live.starts.surer_than,
          onChange: (next) => {
            const percent = Number(next);
            if (Number.isInteger(percent) && percent >= 0 && percent <= 100) set({ surer_than: percent });
          },
        },
      }}
    />
  );
}
