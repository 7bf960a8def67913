import type { portal, portalRemedies } from '@recoup/contract';
import { useEffect, useReducer, useState } from 'preact/hooks';
import { call, type Failed } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { later } from '../parts/later.tsx';
import { ErrorLine, Waiting } from '../parts/parts.tsx';
import { Shell } from '../parts/shell.tsx';
import { go } from '../place.ts';
import { type Answer, empty, type Order, reduce, screensOf, wanted } from '../request.ts';
import { useWords } from '../words.ts';
import { ChooseStep } from './steps/choose.tsx';
import type { Made } from './steps/confirm.ts';
import { MoreStep } from './steps/more.tsx';
import { RemedyStep } from './steps/remedy.tsx';
import { ReviewStep } from './steps/review.tsx';
import { WhyStep } from './steps/why.tsx';

const FixStep = later(() => import('./steps/fix.tsx').then((step) => step.FixStep));

/** Asking for a return, one question a screen. What was entered stays while the page is open, also when a call fails. */
export function OrderPage(props: PageProps & { token: string }) {
  const { t } = useWords();
  const { brand, token } = props;
  const [order, setOrder] = useState<Order | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [request, tell] = useReducer(reduce, empty);

  useEffect(() => {
    call<typeof portal.order>('GET', '/v1/portal/order', { token }).then((found) => {
      setOrder(found);
      const open = found.lines.filter((line) => line.quantity_left > 0 && line.verdict.answer !== 'no');
      const only = open.length === 1 && found.lines.length === 1 && found.returns.length === 0 ? open[0] : undefined;
      if (only && only.quantity_left === 1) tell({ type: 'only', lineId: only.order_line_id });
    }, setFailed);
  }, [token]);

  // The phone's own "back" goes one question back, not out of the page.
  useEffect(() => {
    const back = () => tell({ type: 'back' });
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const next = () => {
    history.pushState(null, '');
    tell({ type: 'next' });
    scrollTo(0, 0);
  };

  const screens = order ? screensOf(request) : [];
  const screen = screens[Math.min(request.at, screens.length - 1)];

  // Exact amounts are asked for when the remedies come up, and again whenever an answer before them changed.
  const asked = JSON.stringify(wanted(request));
  useEffect(() => {
    if (screen?.kind !== 'remedy' && screen?.kind !== 'review') return;
    let stale = false;
    setFailed(null);
    call<typeof portalRemedies.ask>('POST', '/v1/portal/remedies', { token, body: { lines: JSON.parse(asked) } }).then(
      (found) => !stale && setAnswer(found),
      (error) => !stale && setFailed(error),
    );
    return () => {
      stale = true;
    };
  }, [screen?.kind, asked, token]);

  if (!order || !screen) {
    return (
      <Shell {...props}>
        {failed ? (
          <>
            <ErrorLine failed={failed} />
            <button type="button" class="button second" onClick={() => go(`/b/${brand.slug}`)}>
              {t('find.go')}
            </button>
          </>
        ) : (
          <Waiting />
        )}
      </Shell>
    );
  }
  const shared = { ...props, order, request, tell, next };
  const done = (made: Made) => go(`/b/${brand.slug}/r/${token}/${made.id}`, 'replace');
  switch (screen.kind) {
    case 'choose':
      return <ChooseStep {...shared} />;
    case 'why':
      return <WhyStep key={screen.lineId} {...shared} lineId={screen.lineId} step={[1, 3]} />;
    case 'fix':
      return <FixStep key={screen.lineId} {...shared} lineId={screen.lineId} step={[1, 3]} done={done} />;
    case 'more':
      return <MoreStep key={screen.lineId} {...shared} lineId={screen.lineId} step={[1, 3]} />;
    case 'remedy':
      return (
        <RemedyStep
          key={screen.lineId}
          {...shared}
          lineId={screen.lineId}
          answer={answer}
          failed={failed}
          step={[2, 3]}
        />
      );
    case 'review':
      return <ReviewStep {...shared} answer={answer} step={[3, 3]} done={done} />;
  }
}
