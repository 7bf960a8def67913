/** What staff may do alone with a brand's money: above which refund a second person says yes, and how long a credit is good. */
import './policies.css';
import { type Me, type MoneySettings, moneyApi } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { RemedyLimits } from '../remedies/limits-form.tsx';
import { AmountRow } from '../ui/amount-row.tsx';
import { NumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { Page, PaneLayout } from '../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { same } from './draft.ts';
import { PolicyList, PolicyMenu } from './policy-list.tsx';

const route = getRouteApi('/shell/policies/limits');

export function Limits() {
  const { t } = useTranslation('policies');
  const { me } = useSession();
  const scope = useScope();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const brand = me.brands.find((each) => each.id === (search.brand ?? scope.brand_id)) ?? me.brands[0];
  const asked = useApi(moneyApi.settings, { query: { brand_id: brand?.id ?? '' } }, { on: !!brand, keep: false });
  return (
    <PaneLayout left={<PolicyList />}>
      <Page
        ground="surface"
        title={t('limits.title')}
        tab={t('limits.title')}
        crumbs={[<PolicyMenu key="menu" value="limits" />]}
        sentence={<span className="r-ink2">{t('limits.note')}</span>}
        verbs={
          me.brands.length > 1 && (
            <Segmented
              value={brand?.id ?? ''}
              options={me.brands.map((each) => ({ value: each.id, label: each.name }))}
              onChange={(next) => void navigate({ search: { brand: next } })}
            />
          )
        }
      >
        {!brand && <EmptyState title={t('new.no_brand')} note={t('new.no_brand_note')} />}
        {asked.problem && (
          <ErrorState words={asked.problem.words} requestId={asked.problem.requestId} onRetry={asked.retry} />
        )}
        {brand && !asked.data && !asked.problem && <SkeletonRows rows={2} height={64} />}
        {brand && asked.data && <Form key={brand.id} brand={brand} kept={asked.data} />}
        {brand && <RemedyLimits key={`remedies ${brand.id}`} brand={brand} />}
      </Page>
    </PaneLayout>
  );
}

function Form({ brand, kept }: { brand: Me['brands'][number]; kept: MoneySettings }) {
  const { t } = useTranslation('policies');
  const { may } = useSession();
  const { message } = App.useApp();
  const [mine, setMine] = useState<MoneySettings | null>(null);
  const save = useMove(moneyApi.changeSettings);
  const shown = mine ?? kept;
  const dirty = !same(shown, kept);
  const disabled = !may('settings.write');
  const set = (part: Partial<MoneySettings>) => setMine({ ...shown, ...part });
  return (
    <>
      <div className="r-rules">
        <AmountRow
          name={t('limits.second')}
          words={t('limits.second_words')}
          off={t('limits.second_off')}
          value={shown.second_person_above}
          kept={kept.second_person_above}
          begin={300_00}
          currency={brand.currency}
          disabled={disabled}
          onChange={(second_person_above) => set({ second_person_above })}
        />
        <RuleRow name={t('credit.name')}>
          <Sentence
            text={t('limits.credit_words')}
            blanks={{
              months: (
                <NumberBlank
                  label={t('limits.credit')}
                  value={shown.store_credit_months}
                  min={1}
                  max={240}
                  unit={t(shown.store_credit_months === 1 ? 'unit.month' : 'unit.months')}
                  changed={shown.store_credit_months !== kept.store_credit_months}
                  disabled={disabled}
                  onChange={(store_credit_months) => set({ store_credit_months })}
                />
              ),
            }}
          />
        </RuleRow>
      </div>
      <p className="r-quiet">{t('limits.since')}</p>
      {save.problem && (
        <ErrorState title={t('not_done')} words={save.problem.words} requestId={save.problem.requestId} />
      )}
      {!disabled && (
        <div className="policies-buttons">
          <Button
            type="primary"
            disabled={!dirty}
            loading={save.busy}
            onClick={async () => {
              if (!(await save.run({ query: { brand_id: brand.id }, body: shown }))) return;
              setMine(null);
              void message.success(t('limits.saved', { brand: brand.name }));
            }}
          >
            {t('limits.save', { brand: brand.name })}
          </Button>
          {dirty && (
            <Button type="text" onClick={() => setMine(null)}>
              {t('discard.verb')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
