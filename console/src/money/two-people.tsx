/** Above the limit two people stand behind a refund: who asked, who says yes, and then it is sent. */
import type { Refund } from '@recoup/contract';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';

export function TwoPeople({ refund }: { refund: Refund }) {
  const { t } = useTranslation('money');
  const f = useFormat();
  const asked = refund.asked_by !== null;
  const agreed = refund.approved_by !== null;
  const sent = refund.state === 'sent';
  const steps = [
    {
      done: asked,
      name: asked ? t('two.asked', { name: refund.asked_by?.name }) : t('two.ask'),
      note: refund.asked_at ? f.dateTime(refund.asked_at) : t('two.ask_note'),
    },
    {
      done: agreed,
      name: agreed ? t('two.agreed', { name: refund.approved_by?.name }) : t('two.check'),
      note:
        asked && !agreed
          ? refund.due_at
            ? t('two.before', { at: f.fullDateTime(refund.due_at), name: refund.asked_by?.name })
            : t('two.not', { name: refund.asked_by?.name })
          : refund.approved_by && refund.sending_at
            ? f.dateTime(refund.sending_at)
            : '',
    },
    {
      done: sent,
      name: t('two.sent', { name: refund.customer.name }),
      note: refund.sent_at ? f.dateTime(refund.sent_at) : '',
    },
  ];
  const now = steps.findIndex((step) => !step.done);
  return (
    <Section
      title={t('two.title')}
      {...(refund.second_person_above
        ? {
            aside: t('two.above', {
              limit: f.money(refund.second_person_above.amount, refund.second_person_above.currency),
            }),
          }
        : {})}
    >
      <ol className="money-two">
        {steps.map((step, i) => (
          <li key={step.name} className={step.done ? 'is-done' : i === now ? 'is-now' : ''}>
            <span className="money-two-mark">{step.done ? <Check size={14} aria-hidden="true" /> : i + 1}</span>
            <div>
              <b>{step.name}</b>
              <span className="r-second">{step.note}</span>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
