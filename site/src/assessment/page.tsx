/** The self-assessment: nine questions, one a page, and the plan they make. The address holds the answers. */
import './assessment.css';
import type { AssessmentAnswers } from '@recoup/contract';
import { useEffect, useState } from 'preact/hooks';
import type { PageProps } from '../app.tsx';
import { nothingSaid, readSaid, type Said, writeSaid } from './link.ts';
import { PlanPage } from './plan.tsx';
import { QuestionPage } from './question.tsx';
import { questions } from './usual.ts';

type Place = { at: number | 'plan'; start: boolean };
const drawer = 'recoup.assessment';

function readPlace(): Place {
  const name = location.pathname.split('/')[2] ?? '';
  const at = name === 'plan' ? 'plan' : Math.min(questions.length, Math.max(1, Number.parseInt(name, 10) || 1));
  return { at, start: new URLSearchParams(location.search).has('start') };
}

/** The answers of the address; without any, those of this sitting. */
function firstSaid(): Said {
  if (location.hash.length > 1) return readSaid(location.hash);
  try {
    return readSaid(sessionStorage.getItem(drawer) ?? '');
  } catch {
    return nothingSaid; // private browsing may forbid it
  }
}

const pathOf = (at: Place['at']) => `/assessment/${at}`;

export function AssessmentPage({ speak }: PageProps) {
  const [said, setSaid] = useState<Said>(firstSaid);
  const [place, setPlace] = useState<Place>(readPlace);

  useEffect(() => {
    const link = writeSaid(said);
    history.replaceState(null, '', `${location.pathname}${location.search}${link}`);
    try {
      sessionStorage.setItem(drawer, link);
    } catch {
      return; // the address holds them as well
    }
  }, [said, place]);
  useEffect(() => {
    const moved = () => {
      setPlace(readPlace());
      if (location.hash.length > 1) setSaid(readSaid(location.hash));
    };
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  }, []);

  const go = (at: Place['at']) => {
    history.pushState(null, '', `${pathOf(at)}${writeSaid(said)}`);
    setPlace({ at, start: false });
    window.scrollTo(0, 0);
  };
  const answer = (answers: Partial<AssessmentAnswers>) =>
    setSaid((now) => ({ ...now, answers: { ...now.answers, ...answers } }));

  if (place.at === 'plan')
    return <PlanPage speak={speak} said={said} setSaid={setSaid} start={place.start} onChange={() => go(1)} />;
  const at = place.at;
  return (
    <QuestionPage
      key={at}
      speak={speak}
      at={at}
      answers={said.answers}
      answer={answer}
      onBack={at > 1 ? () => go(at - 1) : null}
      onNext={() => go(at < questions.length ? at + 1 : 'plan')}
    />
  );
}
