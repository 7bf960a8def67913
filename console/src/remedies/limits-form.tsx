/** What each role may give alone, one sentence for a limit; above it a second person says yes. */
import './remedies.css';
import { type Me, type RemedyLimit, remediesApi, remedyKind, roles } from '@recoup/contract';
import { App, Button } from 'antd';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { ChoiceBlank, MoneyBlank, Sentence } from '../ui/blanks.tsx';
import { Section } from '../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { twiceIn } from './limits.ts';

/** Roles that give remedies; those who work with goods give none. */
const giving = roles.filter((role) => role === 'owner' || role === 'manager' || role === 'agent');
const who = [...giving, 'buyer', 'api_key'] as const;
const fresh: RemedyLimit = { role: 'agent', remedy: 'keep_it', per_case: 2_000, per_day: null, per_buyer: null };

export function RemedyLimits({ brand }: { brand: Me['brands'][number] }) {
  const { t } = useTranslation('remedies');
  const asked = useApi(remediesApi.limits, { query: { brand_id: brand.id } }, { keep: false });
  return (
    <Section title={t('limits.title')} aside={t('limits.lead')}>
      {asked.problem && (
        <ErrorState words={asked.problem.words} requestId={asked.problem.requestId} onRetry={asked.retry} />
      )}
      {!asked.data && !asked.problem && <SkeletonRows rows={4} height={44} />}
      {asked.data && <Form key={brand.id} brand={brand} kept={asked.data.rows} />}
    </Section>
  );
}

function Form({ brand, kept }: { brand: Me['brands'][number]; kept: readonly RemedyLimit[] }) {
  const { t } = useTranslation('remedies');
  const terms = useTerms();
  const { may } = useSession();
  const { message } = App.useApp();
  const [mine, setMine] = useState<readonly RemedyLimit[] | null>(null);
  const save = useMove(remediesApi.changeLimits);
  const rows = mine ?? kept;
  const disabled = !may('settings.write');
  const dirty = mine !== null && JSON.stringify(mine) !== JSON.stringify(kept);
  const twice = twiceIn(rows);
  const roleWord = (role: RemedyLimit['role']) =>
    role === 'buyer' ? t('limits.buyer_role') : role === 'api_key' ? t('limits.api_key_role') : terms.role(role);
  const remedyWord = (remedy: RemedyLimit['remedy']) => t(`limits.of.${remedy ?? 'any'}`);
  const set = (at: number, part: Partial<RemedyLimit>) =>
    setMine(rows.map((row, i) => (i === at ? { ...row, ...part } : row)));
  return (
    <>
      {rows.length === 0 && <p className="r-second">{t('limits.empty')}</p>}
      <ul className="remedies-limits">
        {rows.map((row, at) => {
          const was = kept[at];
          const amount = (field: 'per_case' | 'per_day' | 'per_buyer', label: string) => (
            <MoneyBlank
              label={label}
              value={row[field]}
              currency={brand.currency}
              none={t('limits.none')}
              changed={!was || was[field] !== row[field]}
              disabled={disabled}
              onChange={(next) => set(at, { [field]: next })}
            />
          );
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a limit is its place until it is saved
            <li key={at}>
              <Sentence
                text={t('limits.words')}
                blanks={{
                  role: (
                    <ChoiceBlank
                      label={t('limits.role')}
                      value={row.role}
                      choices={who.map((value) => ({ value, label: roleWord(value) }))}
                      changed={was?.role !== row.role}
                      disabled={disabled}
                      onChange={(role) => set(at, { role })}
                    />
                  ),
                  remedy: (
                    <ChoiceBlank
                      label={t('limits.remedy')}
                      value={row.remedy ?? 'any'}
                      choices={(['any', ...remedyKind.options] as const).map((value) => ({
                        value,
                        label: remedyWord(value === 'any' ? null : value),
                      }))}
                      changed={was?.remedy !== row.remedy}
                      disabled={disabled}
                      onChange={(next) => set(at, { remedy: next === 'any' ? null : next })}
                    />
                  ),
                  case: amount('per_case', t('limits.case')),
                  day: amount('per_day', t('limits.day')),
                  buyer: amount('per_buyer', t('limits.buyer')),
                }}
              />
              {!disabled && (
                <button
                  type="button"
                  className="remedies-drop"
                  aria-label={t('limits.drop')}
                  onClick={() => setMine(rows.filter((_, i) => i !== at))}
                >
                  <X size={14} aria-hidden="true" />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {twice && (
        <p className="r-t-bad" role="alert">
          {t('limits.twice', { role: roleWord(twice.role), remedy: remedyWord(twice.remedy) })}
        </p>
      )}
      <p className="r-quiet">{t('limits.since')}</p>
      {save.problem && (
        <ErrorState title={t('limits.not_done')} words={save.problem.words} requestId={save.problem.requestId} />
      )}
      {!disabled && (
        <div className="policies-buttons">
          <Button icon={<Plus size={14} />} onClick={() => setMine([...rows, fresh])}>
            {t('limits.add')}
          </Button>
          <Button
            type="primary"
            disabled={!dirty || twice !== null}
            loading={save.busy}
            onClick={async () => {
              if (!(await save.run({ query: { brand_id: brand.id }, body: { rows: [...rows] } }))) return;
              setMine(null);
              void message.success(t('limits.saved', { brand: brand.name }));
            }}
          >
            {t('limits.save', { brand: brand.name })}
          </Button>
          {dirty && (
            <Button type="text" onClick={() => setMine(null)}>
              {t('limits.discard')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
