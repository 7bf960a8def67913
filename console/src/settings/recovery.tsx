/** What work and ways out cost, and the rules before money: for all, for a brand, for a site, or for a brand at a site. */
import { type AnswerOf, inspections, type RecoveryRates, type WayRules } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Note } from '../ui/page.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { NotDone, SetupPage } from './frame.tsx';
import { CostRules, SaleRules } from './recovery-rates.tsx';
import { WayOutRules } from './recovery-rules.tsx';

const route = getRouteApi('/shell/setup/recovery');
type Kept = AnswerOf<typeof inspections.rates>;

export function Recovery() {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const { brand, site } = route.useSearch();
  const navigate = route.useNavigate();
  const source = useApi(inspections.rates, { query: { brand_id: brand, site_id: site } }, { keep: false });
  const currency = me.brands.find(({ id }) => id === brand)?.currency ?? me.workspace.currency;
  const choices = (of: readonly { id: string; name: string }[]) =>
    of.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <SetupPage
      title={t('recovery.name')}
      source={source}
      sentence={
        <SentenceFilter
          sentence={t('recovery.sentence')}
          words={{
            brand: {
              any: t('reach.all_brands').toLowerCase(),
              value: brand,
              choices: choices(me.brands),
              onChange: (next) => void navigate({ search: (was) => ({ ...was, brand: next }) }),
            },
            site: {
              any: t('reach.all_sites').toLowerCase(),
              value: site,
              choices: choices(me.sites),
              onChange: (next) => void navigate({ search: (was) => ({ ...was, site: next }) }),
            },
          }}
        />
      }
    >
      {source.data && (
        <Form
          key={`${brand} ${site}`}
          kept={source.data}
          brand={brand ?? null}
          site={site ?? null}
          currency={currency}
        />
      )}
    </SetupPage>
  );
}

type FormProps = { kept: Kept; brand: string | null; site: string | null; currency: string };
function Form({ kept, brand, site, currency }: FormProps) {
  const { t } = useTranslation('settings');
  const { may } = useSession();
  const { message } = App.useApp();
  const [mine, setMine] = useState<{ rates: RecoveryRates; rules: WayRules } | null>(null);
  const change = useMove(inspections.changeRates);
  const shown = mine ?? kept;
  const disabled = !may('settings.write');
  const dirty = mine !== null && JSON.stringify([mine.rates, mine.rules]) !== JSON.stringify([kept.rates, kept.rules]);
  const props = {
    rates: shown.rates,
    kept: kept.rates,
    currency,
    disabled,
    edit: (rates: Partial<RecoveryRates>) => setMine({ rates: { ...shown.rates, ...rates }, rules: shown.rules }),
  };
  const save = async () => {
    const { rates, rules } = shown;
    if (!(await change.run({ body: { brand_id: brand, site_id: site, rates, rules } }))) return;
    setMine(null);
    void message.success(t('recovery.saved'));
  };
  return (
    <>
      {!kept.own && <Note>{brand || site ? t('recovery.inherited') : t('recovery.assumed')}</Note>}
      <WayOutRules
        rules={shown.rules}
        kept={kept.rules}
        disabled={disabled}
        edit={(rules) => setMine({ rates: shown.rates, rules: { ...shown.rules, ...rules } })}
      />
      <CostRules {...props} />
      <SaleRules {...props} />
      <p className="r-quiet">{t('recovery.since')}</p>
      <NotDone problem={change.problem} />
      {!disabled && (
        <div className="settings-buttons is-sticky">
          <Button type="primary" disabled={!dirty && kept.own} loading={change.busy} onClick={() => void save()}>
            {kept.own ? t('save') : t('recovery.make_own')}
          </Button>
          {dirty && (
            <Button type="text" onClick={() => setMine(null)}>
              {t('cancel')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
