/** One step of a diagnosis sheet: what is asked in both languages, its answers, and where each leads. */
import {
  answersOf,
  type RemedyKind,
  remedyKind,
  type SheetFault,
  type SheetKind,
  type SheetOutcome,
  type SheetStep,
  sheetKind,
  type VerdictOf,
  verdictOf,
  type Words,
} from '@recoup/contract';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { ArrowRight, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../../terms/terms.ts';
import { Shape } from '../../ui/status.tsx';
import {
  changedStep,
  type Draft,
  freshKey,
  leadOf,
  ofKind,
  plainOutcome,
  withLead,
  withoutStep,
} from './sheet-draft.ts';
import { useSaid } from './sheet-pane.tsx';

type Props = {
  place: number;
  step: SheetStep;
  draft: Draft;
  open: boolean;
  disabled: boolean;
  faults: readonly SheetFault[];
  onOpen: () => void;
  onChange: (draft: Draft) => void;
};

export function StepEditor({ place, step, draft, open, disabled, faults, onOpen, onChange }: Props) {
  const { t } = useTranslation('calls');
  const said = useSaid();
  const set = (next: Partial<SheetStep>) => onChange(changedStep(draft, step.key, next));
  return (
    <li className={open ? 'is-open' : undefined}>
      <button type="button" className="sheet-step-head" aria-expanded={open} onClick={onOpen}>
        <span className="r-quiet">{place}</span>
        <b>{said(step.ask) || t('sheet.setup.no_words')}</b>
        <span className="r-second">{t(`sheet.kind.${step.kind}`)}</span>
      </button>
      {faults.map((fault) => (
        <p key={`${fault.code}/${fault.answer}`} className="r-t-clock">
          <Shape tone="clock" /> {t(`sheet.fault.${fault.code}`, { answer: fault.answer ?? '' })}
        </p>
      ))}
      {open && (
        <fieldset className="sheet-step" disabled={disabled}>
          <Both
            label={t('sheet.setup.ask')}
            value={step.ask}
            onChange={(ask) => set({ ask: { ...ask, en: ask.en ?? '' } })}
          />
          <Both label={t('sheet.setup.help')} value={step.help} onChange={(help) => set({ help })} />
          <div className="settle-about">
            <Select<SheetKind>
              aria-label={t('sheet.setup.kind')}
              value={step.kind}
              disabled={disabled}
              options={sheetKind.options.map((value) => ({ value, label: t(`sheet.kind.${value}`) }))}
              onChange={(kind) => set(ofKind(step, kind))}
            />
            <Checkbox
              checked={step.photo}
              disabled={disabled}
              onChange={(event) => set({ photo: event.target.checked })}
            >
              {t('sheet.setup.photo')}
            </Checkbox>
          </div>
          {step.measure && (
            <div className="settle-about">
              {(['low', 'high'] as const).map((end) => (
                <InputNumber
                  key={end}
                  aria-label={t(`sheet.setup.${end}`)}
                  placeholder={t(`sheet.setup.${end}`)}
                  value={step.measure?.[end]}
                  onChange={(value) => set({ measure: { ...step.measure!, [end]: value } })}
                />
              ))}
              <Input
                aria-label={t('sheet.setup.unit')}
                value={step.measure.unit}
                maxLength={20}
                onChange={(event) => set({ measure: { ...step.measure!, unit: event.target.value } })}
              />
            </div>
          )}
          <ul className="sheet-leads">
            {answersOf(step).map((answer, at) => (
              <li key={answer}>
                {step.kind === 'choice' ? (
                  <Both
                    label={t('sheet.setup.choice')}
                    value={step.choices[at]!.words}
                    onChange={(words) =>
                      set({
                        choices: step.choices.map((one) =>
                          one.key === answer ? { ...one, words: { ...words, en: words.en ?? '' } } : one,
                        ),
                      })
                    }
                  />
                ) : (
                  <b>{t(`sheet.answer.${answer}`)}</b>
                )}
                <Lead
                  step={step}
                  answer={answer}
                  draft={draft}
                  disabled={disabled}
                  onChange={(next) => set({ leads: next.leads })}
                />
              </li>
            ))}
          </ul>
          <div className="sheet-foot">
            {step.kind === 'choice' && step.choices.length < 8 && (
              <Button
                size="small"
                onClick={() =>
                  set({ choices: [...step.choices, { key: freshKey(step.choices, 'choice'), words: { en: '' } }] })
                }
              >
                {t('sheet.setup.add_choice')}
              </Button>
            )}
            <Button size="small" icon={<Trash2 size={14} />} onClick={() => onChange(withoutStep(draft, step.key))}>
              {t('sheet.setup.remove')}
            </Button>
          </div>
        </fieldset>
      )}
    </li>
  );
}

/** Chinese and English beside each other; either may be written first. */
function Both({
  label,
  value,
  onChange,
}: {
  label: string;
  value: Partial<Words>;
  onChange: (words: Partial<Words>) => void;
}) {
  const { t } = useTranslation('calls');
  return (
    <div className="sheet-both">
      {(['en', 'zh'] as const).map((language) => (
        <Input.TextArea
          key={language}
          lang={language}
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={2000}
          aria-label={`${label}: ${t(`sheet.setup.in_${language}`)}`}
          placeholder={`${label}: ${t(`sheet.setup.in_${language}`)}`}
          value={value[language] ?? ''}
          onChange={(event) => {
            const { [language]: _, ...rest } = value;
            onChange(event.target.value ? { ...rest, [language]: event.target.value } : rest);
          }}
        />
      ))}
    </div>
  );
}

type LeadProps = {
  step: SheetStep;
  answer: string;
  draft: Draft;
  disabled: boolean;
  onChange: (step: SheetStep) => void;
};
function Lead({ step, answer, draft, disabled, onChange }: LeadProps) {
  const { t } = useTranslation('calls');
  const said = useSaid();
  const terms = useTerms();
  const rule = leadOf(step, answer);
  const outcome = rule?.outcome ?? null;
  const ends = (change: Partial<SheetOutcome>) =>
    onChange(withLead(step, answer, { step: null, outcome: { ...(outcome ?? plainOutcome), ...change } }));
  return (
    <div className="sheet-lead">
      <span className="sheet-lead-to">
        <ArrowRight size={14} aria-hidden="true" />
        <Select
          aria-label={t('sheet.setup.leads')}
          disabled={disabled}
          popupMatchSelectWidth={false}
          placeholder={t('sheet.setup.leads')}
          value={outcome ? ':end' : (rule?.step ?? undefined)}
          options={[
            { value: ':end', label: t('sheet.setup.ends') },
            ...draft.steps
              .filter(({ key }) => key !== step.key)
              .map(({ key, ask }) => ({ value: key, label: said(ask) || t('sheet.setup.no_words') })),
          ]}
          onChange={(to: string) =>
            to === ':end' ? ends({}) : onChange(withLead(step, answer, { step: to, outcome: null }))
          }
        />
      </span>
      {outcome && (
        <>
          <div className="settle-about">
            <Select<VerdictOf>
              aria-label={t('verdict.title')}
              disabled={disabled}
              value={outcome.verdict}
              options={verdictOf.options.map((value) => ({ value, label: t(`verdict.${value}`) }))}
              onChange={(verdict) => ends({ verdict })}
            />
            <Input
              aria-label={t('verdict.why')}
              placeholder={t('verdict.why')}
              maxLength={120}
              value={outcome.defect ?? ''}
              onChange={(event) => ends({ defect: event.target.value || null })}
            />
            <Select<RemedyKind>
              allowClear
              aria-label={t('sheet.setup.remedy')}
              placeholder={t('sheet.setup.remedy')}
              disabled={disabled}
              value={outcome.remedy}
              options={remedyKind.options.map((value) => ({ value, label: terms.remedy(value) }))}
              onChange={(remedy) => ends({ remedy: remedy ?? null })}
            />
          </div>
          <Both
            label={t('sheet.setup.says')}
            value={outcome.says}
            onChange={(says) => ends({ says: { ...says, en: says.en ?? '' } })}
          />
        </>
      )}
    </div>
  );
}
