/** At the right: talk to it as a buyer would. Each answer says why; nothing is sent and nothing is done. */
import { type BuyerLanguage, type FlowKey, orders, type TriedTurn } from '@recoup/contract';
import { Button, Input, Segmented } from 'antd';
import { Image, SendHorizontal } from 'lucide-react';
import { Fragment, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Shape } from '../ui/status.tsx';
import buyerWords from './buyer-words.json';
import { SavedTalks } from './saved-talks.tsx';
import { type AsBuyer, type Tried, useTalk, useTried } from './try-talk.tsx';
import { HandedOver, WhyLine } from './why.tsx';

const languages: readonly BuyerLanguage[] = ['en', 'es', 'zh'];

export function TryPane({ onStep }: { onStep: (flow: FlowKey, step: string) => void }) {
  const { t } = useTranslation('assistant');
  const talk = useTalk();
  const tried = useTried();
  const turns = talk.turns;
  const answered = tried.data?.turns ?? [];
  const end = useRef<HTMLDivElement>(null);
  const count = turns.length + answered.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest word comes into sight
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  return (
    <div className="assist-try">
      <header>
        <h2>{t('try.title')}</h2>
        <span className="r-quiet">{t('try.nothing_sent')}</span>
        <Segmented
          size="small"
          aria-label={t('try.language')}
          value={talk.language}
          onChange={talk.setLanguage}
          options={languages.map((value) => ({ value, label: buyerWords[value].short }))}
        />
      </header>
      <AsWhom />
      <div className="assist-talk" role="log" aria-label={t('try.title')} aria-busy={tried.thinking}>
        {turns.length === 0 && <Begin />}
        {turns.map((turn, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: turns of one talk, in their order
          <Fragment key={at}>
            <Asked text={turn.text} photos={turn.photos} />
            {answered[at] && (
              <Answer
                turn={answered[at]}
                last={at === turns.length - 1}
                end={at === answered.length - 1 ? tried.data?.end : undefined}
                onStep={onStep}
              />
            )}
          </Fragment>
        ))}
        {tried.thinking && answered.length < turns.length && <p className="assist-thinking">{t('try.thinking')}</p>}
        {tried.problem && (
          <ErrorState words={tried.problem.words} requestId={tried.problem.requestId} onRetry={tried.retry} />
        )}
        <div ref={end} />
      </div>
      {tried.data?.hand_over && turns.length > 0 && <PersonGets summary={tried.data.hand_over.summary} />}
      <Write tried={tried.data} />
    </div>
  );
}

function Asked({ text, photos }: { text: string; photos: number }) {
  const { t } = useTranslation('assistant');
  return (
    <div className="assist-asked">
      <span className="r-quiet">{t('try.buyer')}</span>
      <p>
        {text}
        {photos > 0 && <span className="r-quiet"> {t('try.photos', { count: photos })}</span>}
      </p>
    </div>
  );
}

type AnswerProps = {
  turn: TriedTurn;
  last: boolean;
  end: Tried['end'] | undefined;
  onStep: (flow: FlowKey, step: string) => void;
};
function Answer({ turn, last, end, onStep }: AnswerProps) {
  const { t } = useTranslation('assistant');
  const talk = useTalk();
  const handed = turn.why.handed_over !== null;
  const tap = (text: string, choice?: string) => talk.say({ text, photos: 0, ...(choice ? { choice } : {}) });
  return (
    <div className="assist-answer">
      <span>{!handed && turn.says.length > 0 && <Shape tone="bot" />}</span>
      <div>
        {turn.says.map((say, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what it said in one turn, in its order
          <Fragment key={at}>
            {say.text && <p lang={talk.language}>{say.text}</p>}
            {say.card && (
              <div className="assist-card">
                <b>{say.card.title}</b>
                {say.card.detail && <span className="r-second">{say.card.detail}</span>}
              </div>
            )}
            {last && at === turn.says.length - 1 && (
              <div className="assist-choices">
                {say.choices.map((choice) => (
                  <Button key={choice.value} size="small" onClick={() => tap(choice.words, choice.value)}>
                    {choice.words}
                  </Button>
                ))}
                {say.choices.length === 0 &&
                  turn.why.act?.state === 'offered' &&
                  (['yes', 'no'] as const).map((word) => (
                    <Button key={word} size="small" onClick={() => tap(buyerWords[talk.language][word])}>
                      {buyerWords[talk.language][word]}
                    </Button>
                  ))}
              </div>
            )}
          </Fragment>
        ))}
        {turn.says.length === 0 && !handed && <p className="r-ink3">{t('try.silent')}</p>}
        {handed && <HandedOver>{t('try.handed_over')}</HandedOver>}
        <WhyLine why={turn.why} onStep={onStep} />
        {end && !handed && turn.says.length > 0 && end.ending !== 'open' && (
          <p className="assist-ended">{t(`ending.${end.ending}`)}</p>
        )}
      </div>
    </div>
  );
}

/** A few words to begin with, in the language that is being tried. */
function Begin() {
  const { t } = useTranslation('assistant');
  const { language, say } = useTalk();
  return (
    <div className="assist-begin">
      <p className="r-ink2">{t('try.begin')}</p>
      <div className="assist-choices">
        {buyerWords[language].begin.map((text) => (
          <Button key={text} size="small" onClick={() => say({ text, photos: 0 })}>
            {text}
          </Button>
        ))}
      </div>
    </div>
  );
}

function AsWhom() {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const { may } = useSession();
  const talk = useTalk();
  const { brandId, order } = talk;
  const [seen, setSeen] = useState<readonly AsBuyer[]>([]);
  const dayOf = (delivered: string | null) =>
    delivered ? t('try.day', { n: Math.floor((f.now - Date.parse(delivered)) / 86_400_000) }) : t('try.not_delivered');
  const find = async (text: string) => {
    const answer = await call(orders.list, {
      query: { brand_id: brandId, limit: 12, ...(text ? { q: text } : { delivered: 'yes' as const }) },
    });
    const rows = answer.rows.map(
      (row): AsBuyer => ({
        id: row.id,
        number: row.number,
        words: [row.number, row.title, dayOf(row.delivered_at)].filter(Boolean).join(t('comma')),
        buyer: row.customer.name,
      }),
    );
    setSeen(rows);
    return rows.map(({ id, words, buyer }) => ({ value: id, label: words, ...(buyer ? { note: buyer } : {}) }));
  };
  return (
    <div className="assist-whom">
      {may('orders.read') ? (
        <SentenceFilter
          keysOn={false}
          sentence={order?.buyer ? t('try.as', { buyer: order.buyer }) : t('try.as_guest')}
          words={{
            order: {
              any: t('try.no_order'),
              value: order?.id,
              reads: order ? order.words || order.number : undefined,
              changed: false,
              find,
              onChange: (id) => talk.setOrder(seen.find((each) => each.id === id) ?? null),
            },
          }}
        />
      ) : (
        <span className="r-quiet">{t('try.guest')}</span>
      )}
      {talk.turns.length > 0 && (
        <button type="button" className="r-link" onClick={talk.startOver}>
          {t('try.start_over')}
        </button>
      )}
    </div>
  );
}

function PersonGets({ summary }: { summary: { en: string; zh: string } }) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const [turned, setTurned] = useState(false);
  const other = f.language === 'en' ? 'zh' : 'en';
  const shown = turned ? other : f.language;
  return (
    <section className="assist-person">
      <header>
        <h3>{t('try.person_gets')}</h3>
        <button type="button" className="assist-turn" onClick={() => setTurned(!turned)}>
          {t('try.also_in', { language: buyerWords[turned ? f.language : other].name })}
        </button>
      </header>
      <p lang={shown}>{summary[shown]}</p>
    </section>
  );
}

function Write({ tried }: { tried: Tried | undefined }) {
  const { t } = useTranslation('assistant');
  const talk = useTalk();
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState(0);
  const send = () => {
    if (!text.trim() || talk.turns.length >= 40) return;
    talk.say({ text: text.trim(), photos });
    setText('');
    setPhotos(0);
  };
  return (
    <footer className="assist-write">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Input
          lang={talk.language}
          aria-label={t('try.write')}
          placeholder={t('try.write')}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          suffix={
            <>
              <button
                type="button"
                className={`assist-icon${photos > 0 ? ' is-on' : ''}`}
                aria-label={t('try.add_photo', { count: photos })}
                title={t('try.add_photo', { count: photos })}
                onClick={() => setPhotos((photos + 1) % 4)}
              >
                <Image size={15} aria-hidden="true" />
                {photos > 0 && photos}
              </button>
              <button type="submit" className="assist-icon" aria-label={t('try.send')} disabled={!text.trim()}>
                <SendHorizontal size={15} aria-hidden="true" />
              </button>
            </>
          }
        />
      </form>
      <SavedTalks tried={tried} />
    </footer>
  );
}
