/** A language model beside the offline assistant: which, what it may do, what it may cost, and whether it answers. */
import { assistant } from '@recoup/contract';
import { Button, Checkbox, Input, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useModelNote } from '../terms/model-note.ts';
import { MoneyBlank, NumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { Field, PasswordInput } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Note } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { CompareBar } from '../ui/value-bar.tsx';
import { type Settings, SettingsPage } from './settings-page.tsx';

const parts = ['words', 'understands', 'copilot'] as const;

export function ModelPage() {
  const { t } = useTranslation('assistant');
  return (
    <SettingsPage
      page="model"
      whole={({ model }) => !model.on || (!!model.name?.trim() && (model.kind === 'anthropic' || !!model.base_url))}
      aside={({ kept }) => (
        <Status tone={kept.model.on ? 'bot' : 'idle'}>{t(kept.model.on ? 'model.is_on' : 'model.is_off')}</Status>
      )}
    >
      {(settings) => (
        <>
          <Note>{t('model.without')}</Note>
          <Rules {...settings} />
        </>
      )}
    </SettingsPage>
  );
}

function Rules(settings: Settings) {
  const { value, kept, disabled, change, problem } = settings;
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const { model } = value;
  const set = (part: Partial<typeof model>) => change({ model: { ...model, ...part } });
  const price = (name: 'price_in' | 'price_out') => (
    <InputNumber
      className="r-blank"
      style={{ width: 110 }}
      aria-label={t(`model.${name}`)}
      value={model[name]}
      min={0}
      max={1000}
      step={0.1}
      controls={false}
      prefix={<span className="r-ink3">$</span>}
      disabled={disabled}
      onChange={(next) => next !== null && set({ [name]: next })}
    />
  );
  const { spent_this_month: spent } = kept.model;
  return (
    <div className="r-rules">
      <RuleRow name={t('model.use')} on={model.on} disabled={disabled} onSwitch={(on) => set({ on })}>
        <span className={model.on ? '' : 'r-ink3'}>{t(model.on ? 'model.used' : 'model.not_used')}</span>
      </RuleRow>
      <RuleRow name={t('model.service')}>
        <div className="assist-fields">
          <Segmented
            aria-label={t('model.service')}
            disabled={disabled}
            value={model.kind}
            options={(['openai_compatible', 'anthropic'] as const).map((each) => ({
              value: each,
              label: t(`model.kind.${each}`),
            }))}
            onChange={(kind) => set({ kind, ...(kind === 'anthropic' ? { base_url: null } : {}) })}
          />
          {model.kind === 'openai_compatible' && (
            <Field label={t('model.address')} name="model.base_url" problem={problem} help={t('model.address_help')}>
              <Input
                maxLength={300}
                placeholder={t('model.address_example')}
                disabled={disabled}
                value={model.base_url ?? ''}
                onChange={(event) => set({ base_url: event.target.value.trim() || null })}
              />
            </Field>
          )}
          <Field label={t('model.name')} name="model.name" problem={problem}>
            <Input
              maxLength={100}
              disabled={disabled}
              value={model.name ?? ''}
              onChange={(event) => set({ name: event.target.value || null })}
            />
          </Field>
          <Field
            label={t('model.key')}
            name="model.key"
            problem={problem}
            help={t('model.key_help')}
            aside={
              kept.model.key_set && model.key === undefined ? (
                <>
                  <Status tone="good">{t('model.key_set')}</Status>{' '}
                  {!disabled && (
                    <button type="button" className="r-link" onClick={() => set({ key: null })}>
                      {t('model.key_forget')}
                    </button>
                  )}
                </>
              ) : model.key === null ? (
                <span className="r-t-bad">{t('model.key_gone')}</span>
              ) : null
            }
          >
            <PasswordInput
              autoComplete="off"
              maxLength={400}
              placeholder={kept.model.key_set ? t('model.key_other') : ''}
              disabled={disabled}
              value={model.key ?? ''}
              onChange={(event) => {
                const { key: _gone, ...rest } = model;
                change({ model: event.target.value ? { ...rest, key: event.target.value } : rest });
              }}
            />
          </Field>
        </div>
      </RuleRow>
      <RuleRow name={t('model.does')} note={<p className="r-quiet">{t('model.does_note')}</p>}>
        <ul className="assist-checks">
          {parts.map((part) => (
            <li key={part}>
              <Checkbox
                checked={model[part]}
                disabled={disabled}
                onChange={(event) => set({ [part]: event.target.checked })}
              >
                {t(`model.part.${part}`)}
                <span className="r-quiet">{t(`model.part_note.${part}`)}</span>
              </Checkbox>
            </li>
          ))}
        </ul>
      </RuleRow>
      <RuleRow name={t('model.time')}>
        <Sentence
          text={t('model.time_words')}
          blanks={{
            ms: (
              <NumberBlank
                label={t('model.time')}
                value={model.timeout_ms}
                min={500}
                max={60_000}
                unit={t('model.ms')}
                changed={model.timeout_ms !== kept.model.timeout_ms}
                disabled={disabled}
                onChange={(timeout_ms) => set({ timeout_ms })}
              />
            ),
          }}
        />
      </RuleRow>
      <RuleRow
        name={t('model.budget')}
        note={
          <p className="assist-spent">
            {spent > 0 && model.budget_per_month !== null && model.budget_per_month > 0 && (
              <CompareBar share={(spent * 100) / model.budget_per_month} width={120} />
            )}
            <span className="r-quiet">{t('model.spent', { amount: f.money(Math.round(spent * 100), 'USD') })}</span>
          </p>
        }
      >
        <Sentence
          text={t('model.budget_words')}
          blanks={{
            amount: (
              <MoneyBlank
                label={t('model.budget')}
                value={model.budget_per_month}
                currency="USD"
                none={t('model.no_cap')}
                changed={model.budget_per_month !== kept.model.budget_per_month}
                disabled={disabled}
                onChange={(budget_per_month) => set({ budget_per_month })}
              />
            ),
            price_in: price('price_in'),
            price_out: price('price_out'),
          }}
        />
      </RuleRow>
      <RuleRow name={t('model.test')}>
        <Test {...settings} />
      </RuleRow>
    </div>
  );
}

/** One small question to the model as it is kept; what came back stands there as it came. */
function Test({ brand, kept, value, disabled }: Settings) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const noteWords = useModelNote();
  const test = useMove(assistant.testModel);
  const [answer, setAnswer] = useState<{
    ok: boolean;
    ms: number;
    failure: string | null;
    sample: string | null;
  } | null>(null);
  const { key_set: _set, spent_this_month: _spent, ...saved } = kept.model;
  const same = JSON.stringify(saved) === JSON.stringify(value.model);
  return (
    <div className="assist-test">
      <Button
        disabled={disabled || !same || !kept.model.name}
        loading={test.busy}
        onClick={async () => setAnswer((await test.run({ query: { brand_id: brand.id } })) ?? null)}
      >
        {t('model.test_verb')}
      </Button>
      {!same && <span className="r-quiet">{t('model.save_first')}</span>}
      {test.problem && <p className="r-t-bad">{test.problem.words}</p>}
      {answer && (
        <div>
          <Status tone={answer.ok ? 'good' : 'bad'}>
            {t(answer.ok ? 'model.answered' : 'model.failed', { ms: f.number(answer.ms) })}
          </Status>
          {(answer.sample ?? answer.failure) && <pre>{answer.sample ?? noteWords(answer.failure ?? '')}</pre>}
        </div>
      )}
    </div>
  );
}
