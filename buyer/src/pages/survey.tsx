import type { AnswerOf, chat } from '@recoup/contract';
import { useEffect, useState } from 'preact/hooks';
import { call, type Failed } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { ErrorLine, Field, Waiting } from '../parts/parts.tsx';
import { Shell } from '../parts/shell.tsx';
import { useWords } from '../words.ts';
import './help.css';

type Survey = AnswerOf<typeof chat.survey>;
const scale = { csat: [1, 5], nps: [0, 10] } as const;

/**
 * How it was. The number tapped in the mail is chosen already and counts once it is sent here: scanners of mails open
 * every link, and none of them presses this button.
 */
export function SurveyPage({ token, ...props }: PageProps & { token: string }) {
  const { t } = useWords();
  const { brand } = props;
  const [survey, setSurvey] = useState<Survey | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [score, setScore] = useState<number | null>(null);
  const [given, setGiven] = useState<number | null>(null);
  const [comment, setComment] = useState('');
  const [kept, setKept] = useState('');
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    call<typeof chat.survey>('GET', '/v1/surveys/:token', { params: { token } }).then((found) => {
      setSurvey(found);
      setGiven(found.score);
      setKept(found.comment ?? '');
      setComment(found.comment ?? '');
      setScore(askedFor(found.kind) ?? found.score);
    }, setFailed);
  }, [token]);
  useEffect(() => {
    if (survey) document.title = `${t('survey.csat')} ${survey.brand.name}`;
  }, [survey, t]);

  async function send(value: number) {
    if (busy) return;
    setBusy(true);
    setFailed(null);
    const words = comment.trim();
    try {
      await call<typeof chat.answerSurvey>('POST', '/v1/surveys/:token', {
        params: { token },
        body: { score: value, ...(words ? { comment: words } : {}) },
      });
      setGiven(value);
      setScore(value);
      setKept(words);
    } catch (error) {
      setFailed(error as Failed);
    } finally {
      setBusy(false);
    }
  }
  if (!survey) {
    return <Shell {...props}>{failed ? <ErrorLine failed={failed} /> : <Waiting />}</Shell>;
  }
  const answered = given !== null && score === given;
  return (
    <Shell {...props}>
      <div class="stack">
        <h1>{answered ? t('survey.thanks', { brand: brand.name }) : titleOf(survey, t)}</h1>
        {answered ? (
          <p role="status">{t('survey.thanks_lead', { score: given })}</p>
        ) : (
          <p class="help">{t('survey.about', { subject: survey.subject })}</p>
        )}
      </div>
      <form
        class="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          if (score !== null) void send(score);
        }}
      >
        {answered ? null : <Scores kind={survey.kind} score={score} onChoose={setScore} />}
        {(score !== null || answered) && (
          <Field label={t('survey.comment')}>
            <textarea
              value={comment}
              rows={4}
              maxLength={2000}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
          </Field>
        )}
        {failed && <ErrorLine failed={failed} />}
        {answered ? (
          <>
            {comment.trim() !== kept ? (
              <button type="submit" class="button" disabled={busy}>
                {t('survey.comment_send')}
              </button>
            ) : (
              kept && (
                <p class="help" role="status">
                  {t('survey.comment_kept')}
                </p>
              )
            )}
            <button type="button" class="link" onClick={() => setScore(null)}>
              {t('survey.change')}
            </button>
          </>
        ) : (
          <>
            {score !== null && (
              <button type="submit" class="button" disabled={busy}>
                {t('survey.confirm', { score })}
              </button>
            )}
            <p class="help quiet">{t(score === null ? 'survey.tap' : 'survey.counts')}</p>
          </>
        )}
      </form>
    </Shell>
  );
}

function Scores({
  kind,
  score,
  onChoose,
}: {
  kind: Survey['kind'];
  score: number | null;
  onChoose: (score: number) => void;
}) {
  const { t } = useWords();
  const [least, most] = scale[kind];
  const values = Array.from({ length: most - least + 1 }, (_, at) => least + at);
  return (
    <fieldset class="stack">
      <legend class="visually-hidden">{t(`survey.${kind}_low`)}</legend>
      <div class={kind === 'nps' ? 'scores many' : 'scores'}>
        {values.map((value) => (
          <label key={value}>
            <input
              type="radio"
              name="score"
              aria-label={t('survey.score', { score: value, most })}
              checked={score === value}
              onChange={() => onChoose(value)}
            />
            <span aria-hidden="true">{value}</span>
          </label>
        ))}
      </div>
      <div class="ends help" aria-hidden="true">
        <span>{t(`survey.${kind}_low`)}</span>
        <span>{t(`survey.${kind}_high`)}</span>
      </div>
    </fieldset>
  );
}

function titleOf({ kind, with: name, brand }: Survey, t: ReturnType<typeof useWords>['t']): string {
  if (kind === 'nps') return t('survey.nps', { brand: brand.name });
  return name ? t('survey.csat_with', { name }) : t('survey.csat');
}

/** The number of the link that was tapped in the mail, where it is on the scale. */
function askedFor(kind: Survey['kind']): number | null {
  const given = new URLSearchParams(location.search).get('score');
  const value = given !== null && /^\d{1,2}$/.test(given) ? Number(given) : null;
  const [least, most] = scale[kind];
  return value !== null && value >= least && value <= most ? value : null;
}
