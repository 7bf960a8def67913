/** A new workspace: the next step is open, those done keep their fact. */
import type { Home } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page.tsx';

type Step = NonNullable<Home['first_steps']>[number];
const placeFor: Record<Step['code'], string> = {
  brand: '/setup/brands',
  policy: '/policies',
  site: '/setup/sites',
  orders: '/orders/import',
  staff: '/setup/staff',
  first_return: '/orders',
};

export function FirstSteps({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation('home');
  const navigate = useNavigate();
  const next = steps.find((step) => !step.done);
  return (
    <Page
      title={next ? t('first.title', { next: t(`first.${next.code}.next`) }) : t('title')}
      aside={t('first.done', { done: steps.filter((step) => step.done).length, all: steps.length })}
      tab={t('title')}
    >
      <ol className="home-steps">
        {steps.map((step, i) => (
          <li key={step.code} className={step.done ? 'is-done' : step === next ? 'is-next' : ''}>
            <span className="home-step-mark">{step.done ? <Check size={15} aria-hidden="true" /> : i + 1}</span>
            <div>
              <h2>{t(`first.${step.code}.name`)}</h2>
              <p className="r-ink2">
                {step.done && step.facts.name ? String(step.facts.name) : t(`first.${step.code}.note`)}
              </p>
              {step === next && (
                <Button type="primary" onClick={() => void navigate({ to: placeFor[step.code] as '/' })}>
                  {t(`first.${step.code}.go`)}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Page>
  );
}
