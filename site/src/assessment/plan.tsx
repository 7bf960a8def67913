/** The plan: three ways on one scale, the policy in sentences, the sites, the people, and what it all rests on. */
import type { StartingPlan } from '@recoup/contract';
import {
  firstWeekWords,
  modelWords,
  planTitleWords,
  sayPlan,
  staffPlaceWords,
  staffRoleWords,
} from '@recoup/contract/plan-words';
import { Download } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageProps } from '../app.tsx';
import { count, dollars, tenths } from '../format.ts';
import { CopyLink } from '../parts/copy-link.tsx';
import { Bar } from '../parts/frame.tsx';
import { useWords } from '../words.ts';
import { downloadPlan, Refused, readPlan } from './api.ts';
import type { Said } from './link.ts';
import { Models } from './models.tsx';
import { Policy } from './policy.tsx';
import { refusalWords } from './refusals.ts';
import { Rests } from './rests.tsx';
import { Sites } from './sites.tsx';
import { Start } from './start.tsx';
import { usualAnswers } from './usual.ts';

type Props = PageProps & {
  said: Said;
  setSaid: (change: (now: Said) => Said) => void;
  start: boolean;
  onChange: () => void;
};

/** The plan for what is said, asked again a moment after each change; the last one stays until the next is here. */
function usePlan(said: Said) {
  const [plan, setPlan] = useState<StartingPlan | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [again, setAgain] = useState(0);
  const asked = JSON.stringify([said.answers, said.assumptions, said.policy]);
  const newest = useRef('');
  useEffect(() => {
    newest.current = asked;
    const wait = setTimeout(
      () => {
        readPlan(said).then(
          (found) => {
            if (newest.current !== asked) return;
            setPlan(found);
            setRefused(null);
          },
          (error: unknown) => {
            if (!(error instanceof Refused)) throw error;
            if (newest.current === asked) setRefused(error);
          },
        );
      },
      plan ? 250 : 0,
    );
    return () => clearTimeout(wait);
  }, [asked, again]);
  return { plan, refused, retry: () => setAgain(again + 1) };
}

export function PlanPage({ speak, said, setSaid, start, onChange }: Props) {
  const words = useWords();
  const { t, language } = words;
  const { plan, refused, retry } = usePlan(said);
  const [starting, setStarting] = useState(start);
  const answers = { ...usualAnswers, ...said.answers };
  const chosen = said.model ?? plan?.suggested ?? 'mixed';
  const open = plan?.sites.filter(({ pays }) => pays) ?? [];
  return (
    <div class="page" data-page="assessment">
      <Bar
        speak={speak}
        title={t('plan.name')}
        beside={t('ass.title')}
        aside={
          <>
            <a href="/calculator">{t('nav.calculator')}</a>
            <span class="progress-words">{t('plan.name')}</span>
          </>
        }
      />
      <main class="plan">
        {refused && (
          <p class="trouble" role="alert">
            {refusalWords(words, refused)}{' '}
            <button type="button" class="link" onClick={retry}>
              {t('plan.again')}
            </button>
          </p>
        )}
        {!plan && !refused && <p class="note">{t('plan.loading')}</p>}
        {plan && (
          <>
            <header>
              <h1>
                {sayPlan(open.length === 1 ? planTitleWords.one : planTitleWords.more, language, {
                  model: modelWords[chosen].name[language],
                  sites: open.length,
                  days: plan.policy.window.days,
                })}
              </h1>
              <p class="note">
                {t('plan.sub', {
                  returns: count(plan.returns_a_month),
                  product: t(`q.product.${answers.product}`),
                  price: dollars(answers.price),
                  channels: answers.channels.map((one) => t(`channel.${one}`)).join(language === 'zh' ? '、' : ', '),
                })}
              </p>
            </header>
            <Models plan={plan} chosen={chosen} onChoose={(model) => setSaid((now) => ({ ...now, model }))} />
            <div class="two">
              <Policy
                plan={plan}
                onChange={(policy) => setSaid((now) => ({ ...now, policy: { ...now.policy, ...policy } }))}
              />
              <Sites plan={plan} />
            </div>
            <div class="two">
              <section>
                <h2>{t('plan.staff')}</h2>
                <ul class="lines">
                  {plan.models
                    .find(({ kind }) => kind === chosen)!
                    .people.map(({ role, where, tenths: much }) => (
                      <li key={`${role}${where}`}>
                        <span>
                          {staffRoleWords[role][language]} <small>{staffPlaceWords[where][language]}</small>
                        </span>
                        {much > 0 && <b>{t('plan.full_time', { people: tenths(much) })}</b>}
                      </li>
                    ))}
                </ul>
              </section>
              <section>
                <h2>{t('plan.sops')}</h2>
                <ul class="lines">
                  {plan.sops.map(({ category, name, steps, usual_seconds }) => (
                    <li key={category}>
                      <span>{name}</span>
                      <small>{t('plan.sop', { steps, minutes: Math.max(1, Math.round(usual_seconds / 60)) })}</small>
                    </li>
                  ))}
                </ul>
              </section>
            </div>
            <section>
              <h2>{t('plan.week')}</h2>
              <ol class="week">
                {plan.first_week.map(({ code, minutes }, index) => (
                  <li key={code}>
                    <b>
                      {index + 1}. {firstWeekWords[code]?.[language]}
                    </b>
                    <small>{t('plan.minutes', { minutes })}</small>
                  </li>
                ))}
              </ol>
            </section>
            <Rests
              plan={plan}
              changed={said.assumptions}
              onChange={(assumptions) => setSaid((now) => ({ ...now, assumptions }))}
            />
            {starting && <Start said={said} plan={plan} onClose={() => setStarting(false)} />}
          </>
        )}
      </main>
      <footer class="steps">
        <button type="button" class="button primary" disabled={!plan} onClick={() => setStarting(true)}>
          {t('plan.start')}
        </button>
        <Paper said={said} language="zh" />
        <Paper said={said} language="en" />
        <CopyLink />
        <button type="button" class="plain last" onClick={onChange}>
          {t('plan.change')}
        </button>
      </footer>
    </div>
  );
}

function Paper({ said, language }: { said: Said; language: 'en' | 'zh' }) {
  const { t } = useWords();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  return (
    <button
      type="button"
      class="button"
      disabled={state === 'busy'}
      onClick={() => {
        setState('busy');
        downloadPlan(said, language).then(
          () => setState('idle'),
          () => setState('failed'),
        );
      }}
    >
      <Download size={16} strokeWidth={1.75} aria-hidden="true" />
      {state === 'failed' ? t('calc.excel_failed') : t(language === 'zh' ? 'plan.pdf_zh' : 'plan.pdf')}
    </button>
  );
}
