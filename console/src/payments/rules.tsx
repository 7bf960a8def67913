/** How a brand gives money back: what goes out by itself and when, which payment first, gift cards, letting buyers off, who hears of failures. */
import { type Me, type MoneySettings, moneyApi } from '@recoup/contract';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { AmountRow } from '../ui/amount-row.tsx';
import { ChoiceBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { Section } from '../ui/page.tsx';
import { ErrorState } from '../ui/states.tsx';

type Brand = Me['brands'][number];
const hours = Array.from(
  { length: 48 },
  (_, n) => `${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 ? '30' : '00'}`,
);

export function MoneyRules({ brand }: { brand: Brand }) {
  const { t } = useTranslation('payments');
  const asked = useApi(moneyApi.settings, { query: { brand_id: brand.id } }, { keep: false });
  if (!asked.data) return null;
  return (
    <Section title={t('rules.title', { brand: brand.name })}>
      <Form key={brand.id} brand={brand} kept={asked.data} />
    </Section>
  );
}

function Form({ brand, kept }: { brand: Brand; kept: MoneySettings }) {
  const { t } = useTranslation('payments');
  const { may } = useSession();
  const { message } = App.useApp();
  const [mine, setMine] = useState<MoneySettings | null>(null);
  const save = useMove(moneyApi.changeSettings);
  const shown = mine ?? kept;
  const disabled = !may('settings.write');
  const set = (part: Partial<MoneySettings>) => setMine({ ...shown, ...part });
  const dirty = JSON.stringify(shown) !== JSON.stringify(kept);
  return (
    <>
      <div className="r-rules">
        <RuleRow
          name={t('rules.itself')}
          on={shown.send_at !== null}
          onSwitch={(on) => set({ send_at: on ? (kept.send_at ?? '17:00') : null })}
          disabled={disabled}
        >
          {shown.send_at === null ? (
            <span className="r-ink3">{t('rules.itself_off')}</span>
          ) : (
            <Sentence
              text={t('rules.itself_words')}
              blanks={{
                hour: (
                  <ChoiceBlank
                    label={t('rules.itself')}
                    value={shown.send_at}
                    choices={hours.map((value) => ({ value, label: value }))}
                    changed={shown.send_at !== kept.send_at}
                    disabled={disabled}
                    onChange={(send_at) => set({ send_at })}
                  />
                ),
              }}
            />
          )}
        </RuleRow>
        <RuleRow name={t('rules.first')}>
          <Sentence
            text={t('rules.first_words')}
            blanks={{
              first: (
                <ChoiceBlank
                  label={t('rules.first')}
                  value={shown.give_back_first}
                  choices={(['card', 'gift_card', 'newest'] as const).map((value) => ({
                    value,
                    label: t(`rules.first_of.${value}`),
                  }))}
                  changed={shown.give_back_first !== kept.give_back_first}
                  disabled={disabled}
                  onChange={(give_back_first) => set({ give_back_first })}
                />
              ),
              gift: (
                <ChoiceBlank
                  label={t('rules.gift')}
                  value={shown.gift_card_back_as}
                  choices={(['store_credit', 'by_hand'] as const).map((value) => ({
                    value,
                    label: t(`rules.gift_as.${value}`),
                  }))}
                  changed={shown.gift_card_back_as !== kept.gift_card_back_as}
                  disabled={disabled}
                  onChange={(gift_card_back_as) => set({ gift_card_back_as })}
                />
              ),
            }}
          />
        </RuleRow>
        <AmountRow
          name={t('rules.waive')}
          words={t('rules.waive_words')}
          off={t('rules.waive_off')}
          value={shown.waive_up_to}
          kept={kept.waive_up_to}
          begin={100_00}
          currency={brand.currency}
          disabled={disabled}
          onChange={(waive_up_to) => set({ waive_up_to })}
        />
        <RuleRow name={t('rules.alert')} note={t('rules.alert_note')}>
          <Select
            mode="tags"
            aria-label={t('rules.alert')}
            className="pay-emails"
            value={shown.alert_emails}
            placeholder={t('rules.alert_none')}
            tokenSeparators={[',', ' ', ';']}
            disabled={disabled}
            open={false}
            suffixIcon={null}
            onChange={(alert_emails: string[]) => set({ alert_emails })}
          />
        </RuleRow>
      </div>
      {save.problem && (
        <ErrorState title={t('foot.not_done')} words={save.problem.words} requestId={save.problem.requestId} />
      )}
      {!disabled && (
        <div className="pay-buttons">
          <Button
            type="primary"
            disabled={!dirty}
            loading={save.busy}
            onClick={async () => {
              if (!(await save.run({ query: { brand_id: brand.id }, body: shown }))) return;
              setMine(null);
              void message.success(t('rules.saved', { brand: brand.name }));
            }}
          >
            {t('connect.save')}
          </Button>
          {dirty && <Button onClick={() => setMine(null)}>{t('ask.cancel')}</Button>}
        </div>
      )}
    </>
  );
}
