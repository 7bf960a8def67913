/** Under what the assistant said: why, in a quiet line; opened, everything it rests on, and a way to say what it was about. */
import { assistant, factKindOf } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { conditionWords, factName, useConditionWords } from '../assistant/condition-words.ts';
import { useIntents } from '../assistant/starts-sentence.tsx';
import { Confidence } from '../assistant/why.tsx';
import { useModelNote } from '../terms/model-note.ts';
import { useFormat } from '../ui/locale.tsx';
import type { TurnShown } from './assistant-turns.ts';

export function WhyUnder({ turn }: { turn: TurnShown }) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const [open, setOpen] = useState(false);
  const { why } = turn;
  const { understood } = why;
  const step = why.step ? `${why.step} ${why.step_title?.[f.language] ?? ''}`.trim() : null;
  return (
    <div className="inbox-why">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {understood && (
          <>
            <span className="r-mono">{understood.intent ?? t('why.abstained')}</span>
            <span>{f.number(understood.confidence, 2)}</span>
          </>
        )}
        {step && <span>{step}</span>}
        {why.handed_over && <span>{t(`because.${why.handed_over}`)}</span>}
        <span>{t(open ? 'thread.less' : 'thread.why')}</span>
      </button>
      {open && <Details turn={turn} step={step} />}
    </div>
  );
}

function Details({ turn: { why, heardId }, step }: { turn: TurnShown; step: string | null }) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const noteWords = useModelNote();
  const { may } = useSession();
  const { nameOf } = useIntents();
  const { understood } = why;
  const facts = useFacts(why.facts);
  const ranks = understood?.ranking.slice(0, 3) ?? [];
  return (
    <div className="inbox-why-more">
      <dl>
        {ranks.length > 0 && (
          <>
            <dt>{t('thread.took_for')}</dt>
            <dd>
              <ul className="inbox-why-ranks">
                {ranks.map(({ intent, confidence }) => (
                  <li key={intent}>
                    <span>{nameOf(intent)}</span>
                    <span className="assist-why">
                      <Confidence value={confidence} />
                    </span>
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {understood && understood.because.length > 0 && (
          <>
            <dt>{t('thread.words')}</dt>
            <dd>{understood.because.map((words) => t('quoted', { words })).join(' ')}</dd>
          </>
        )}
        {understood?.alarm && (
          <>
            <dt>{t('thread.alarm')}</dt>
            <dd className="r-t-bad">{understood.alarm.words.map((words) => t('quoted', { words })).join(' ')}</dd>
          </>
        )}
        {step && why.flow && (
          <>
            <dt>{t('thread.step')}</dt>
            <dd>
              <Link
                to="/setup/assistant/flows/$key"
                params={{ key: why.flow }}
                search={{ step: why.step ?? undefined }}
              >
                {t(`flow.${why.flow}`)}
                {t('comma')}
                {step}
              </Link>
            </dd>
          </>
        )}
        {why.sources.length > 0 && (
          <>
            <dt>{t('thread.rests_on')}</dt>
            <dd>{f.listed(why.sources.map(({ title }) => title))}</dd>
          </>
        )}
        {facts.length > 0 && (
          <>
            <dt>{t('thread.facts')}</dt>
            <dd>{facts.join(t('comma'))}</dd>
          </>
        )}
        {understood && (
          <>
            <dt>{t('thread.by')}</dt>
            <dd>
              {t(understood.by === 'model' ? 'thread.by_model' : 'thread.by_offline')}
              {why.worded_by === 'model' && `${t('comma')}${t('why.by_model')}`}
              {why.model_note && `${t('comma')}${noteWords(why.model_note)}`}
            </dd>
          </>
        )}
      </dl>
      {heardId && understood && may('inbox.write') && <Teach messageId={heardId} was={understood.intent} />}
    </div>
  );
}

/** What was found, as sentences: what holds, and the numbers. What does not hold would be most of it, and says little. */
function useFacts(found: Record<string, unknown>): string[] {
  const words = useConditionWords();
  return Object.entries(found).flatMap(([fact, value]) => {
    const kind = factKindOf(fact, []);
    if (kind?.kind === 'flag' && value === true) return conditionWords({ fact, is: true }, nowhere, words);
    if (kind?.kind === 'number' && typeof value === 'number') {
      return words.t('thread.number', { fact: factName(fact, nowhere, words), n: value });
    }
    if (kind?.kind === 'one_of' && typeof value === 'string' && kind.values.includes(value) && value !== 'nothing') {
      return conditionWords({ fact, is: value }, nowhere, words);
    }
    return [];
  });
}
/** Facts of look-ups are the same in every flow. */
const nowhere = { steps: [] };

/** "This was about something else": the agent says what; it is learned after somebody looked at it. */
function Teach({ messageId, was }: { messageId: string; was: string | null }) {
  const { t } = useTranslation('assistant');
  const { message } = App.useApp();
  const { rows, nameOf } = useIntents();
  const correct = useMove(assistant.correct);
  const [asking, setAsking] = useState(false);
  const [taught, setTaught] = useState<string | null>(null);
  const name = (intent: string) => (intent === 'oos' ? t('teach.none_of_ours') : nameOf(intent));
  const say = async (intent: string) => {
    const done = await correct.run({ params: { id: messageId }, body: { intent } });
    if (!done) return;
    setTaught(intent);
    setAsking(false);
    void message.success(t('thread.taught'));
  };
  return (
    <div className="inbox-why-teach">
      {taught && !asking && <span>{t('thread.taught_as', { intent: name(taught) })}</span>}
      {asking ? (
        <>
          <span>{t('thread.about')}</span>
          <Select
            size="small"
            autoFocus
            defaultOpen
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('thread.about')}
            placeholder={t('thread.about_choose')}
            popupMatchSelectWidth={false}
            loading={correct.busy}
            options={[
              ...rows
                .filter(({ intent }) => intent !== was)
                .map(({ intent }) => ({ value: intent as string, label: nameOf(intent) })),
              { value: 'oos', label: t('teach.none_of_ours') },
            ]}
            onChange={(intent: string) => void say(intent)}
          />
          <Button size="small" type="text" onClick={() => setAsking(false)}>
            {t('thread.never_mind')}
          </Button>
        </>
      ) : (
        <button type="button" className="r-link" onClick={() => setAsking(true)}>
          {t('thread.something_else')}
        </button>
      )}
      {correct.problem && <span className="r-t-bad">{correct.problem.words}</span>}
    </div>
  );
}
