/** What a new return will do, how it stands to policy, and the button that starts it. */
import { type BuyerLanguage, buyerLanguage, type Order, returns } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { paysNothing } from '../remedies/pick.ts';
import { useTerms } from '../terms/terms.ts';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import {
  chosenOf,
  type Draft,
  missingOf,
  moneyOf,
  type Outside,
  outsideBy,
  requestOf,
  standingOf,
  sumOf,
} from './draft.ts';

type SummaryProps = {
  order: Order;
  draft: Draft;
  previews: Parameters<typeof missingOf>[1];
  waits: boolean;
};

/** What will happen, and the button that makes it happen. */
export function Summary({ order, draft, previews, waits }: SummaryProps) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const terms = useTerms();
  const { may } = useSession();
  const navigate = useNavigate();
  const [language, setLanguage] = useState<BuyerLanguage>(order.customer.language);
  const [reason, setReason] = useState('');
  const start = useMove(returns.request, {
    onDone: ({ id }) => void navigate({ to: '/returns/$id', params: { id } }),
  });
  const missing = missingOf(draft, previews, reason);
  const standing = standingOf(draft, previews);
  const sum = sumOf(draft, previews);
  const mayOverride = may('returns.override') && may('returns.decide');
  const offers = Object.entries(draft).flatMap(([id, line]) => chosenOf(line, previews.get(id)) ?? []);
  const days = offers.flatMap(({ by }) => by ?? []).sort();
  const units = Object.values(draft).reduce((all, line) => all + line.quantity, 0);
  const goodsBack = offers.some(({ goods_back }) => goods_back);
  const freight = offers.find(({ goods_back }) => goods_back)?.freight_paid_by;
  const rows = Object.entries(draft).flatMap(([id, line]) => {
    const of = order.lines.find((one) => one.id === id);
    if (!of) return [];
    const paid = moneyOf(line, previews.get(id));
    return [
      {
        key: id,
        label: line.quantity > 1 ? t('list.units', { title: of.title, n: line.quantity }) : of.title,
        ...(line.remedy ? { note: terms.remedy(line.remedy) } : {}),
        value: paid ? (
          <Money value={paid} />
        ) : line.remedy && paysNothing(line.remedy) ? (
          t(`new.gets.${line.remedy}`)
        ) : (
          ''
        ),
      },
    ];
  });
  const going = Object.keys(draft).length > 0;
  return (
    <aside className="returns-new-side">
      <Section title={t('new.will_happen')}>
        {going ? (
          <Rows
            kind="plain"
            rows={[
              ...rows,
              ...(sum ? [{ key: 'sum', total: true, label: t('new.buyer_gets'), value: <Money value={sum} /> }] : []),
            ]}
          />
        ) : (
          <p className="r-quiet">{t('new.pick_first')}</p>
        )}
        {offers.length > 0 && (
          <ul className="returns-because">
            <li>
              {goodsBack ? t('new.label_goes', { to: order.customer.email ?? order.customer.name }) : t('new.keeps')}
            </li>
            {freight && freight !== 'nobody' && <li>{t(`new.freight.${freight}`)}</li>}
            {days.length > 0 && <li>{t('buyer_money.has_it_by', { day: f.calendarDay(days.at(-1)!, true) })}</li>}
          </ul>
        )}
      </Section>
      {going && missing !== 'reason' && missing !== 'policy' && (
        <Standing
          standing={standing}
          by={outsideBy(draft, previews)}
          mayOverride={mayOverride}
          reason={reason}
          onReason={setReason}
          problem={start.problem}
        />
      )}
      <Fields>
        <Field label={t('new.language')} help={t('new.language_help')}>
          <Segmented
            className="returns-fit"
            value={language}
            onChange={setLanguage}
            options={buyerLanguage.options.map((one) => ({ value: one, label: terms.language(one) }))}
          />
        </Field>
      </Fields>
      {start.problem && !start.problem.fieldWords('override_reason') && (
        <ErrorState title={t('new.not_started')} words={start.problem.words} requestId={start.problem.requestId} />
      )}
      <Button
        type="primary"
        size="large"
        block
        disabled={missing !== null || waits}
        loading={start.busy}
        onClick={() =>
          void start.run({
            params: { id: order.id },
            body: requestOf(draft, previews, language, standing === 'inside' ? '' : reason),
          })
        }
      >
        {t(
          goodsBack || offers.length === 0 || standing !== 'inside'
            ? goButton(standing, mayOverride, reason)
            : 'new.go.settle',
          {
            count: Math.max(units, 1),
          },
        )}
      </Button>
      {missing && missing !== 'lines' && missing !== 'policy' && (
        <p className="r-quiet">{t(`new.missing.${missing}`)}</p>
      )}
    </aside>
  );
}

/** Says whether it is approved at once or waits for somebody. */
function goButton(standing: ReturnType<typeof standingOf>, mayOverride: boolean, reason: string) {
  if (standing === 'inside') return 'new.go.approved';
  if (standing === 'outside') return mayOverride ? 'new.go.outside' : 'new.go.asks';
  return mayOverride && reason.trim() ? 'new.go.outside' : 'new.go.waits';
}

function Standing(props: {
  standing: ReturnType<typeof standingOf>;
  by: readonly Outside[];
  mayOverride: boolean;
  reason: string;
  onReason: (reason: string) => void;
  problem: { fieldWords: (path: string) => string | undefined } | null;
}) {
  const { t } = useTranslation('returns');
  const { standing, mayOverride } = props;
  if (standing === 'inside') {
    return (
      <p>
        <Status tone="good">{t('new.inside')}</Status>
      </p>
    );
  }
  const optional = standing === 'asks_a_person';
  return (
    <div className="returns-standing">
      <Status tone={optional ? 'clock' : 'diff'} strong>
        {t(optional ? 'new.for_a_person' : 'new.outside')}
      </Status>
      {props.by.length > 0 && (
        <ul className="returns-because">
          {props.by.map((why) => (
            <li key={why}>{t(`new.outside_by.${why}`)}</li>
          ))}
        </ul>
      )}
      <Fields>
        {(!optional || mayOverride) && (
          <Field
            label={t(optional ? 'new.anyway' : 'new.why_outside')}
            optional={optional}
            name="override_reason"
            problem={props.problem}
            help={t(mayOverride ? (optional ? 'new.anyway_help' : 'new.kept') : 'new.goes_to_decider')}
          >
            <Input.TextArea
              autoSize={{ minRows: 2, maxRows: 5 }}
              maxLength={500}
              value={props.reason}
              onChange={(event) => props.onReason(event.target.value)}
            />
          </Field>
        )}
      </Fields>
    </div>
  );
}
