/** When buyers are asked how it was: per brand, two sentences. */
import './inbox-setup.css';
import { type BodyIn, inboxSetup } from '@recoup/contract';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { NotDone, SetupPage } from '../settings/frame.tsx';
import { ChoiceBlank, ManyBlank, NumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { inUnits, toMinutes, type Unit } from './minutes.ts';
import pageWords from './page-words.json';
import { PaneHead, useChannelChoices, useLanguageSwitch, useReads } from './parts.tsx';
import { useLeaveQuestion, useWork } from './work.ts';

type Body = BodyIn<typeof inboxSetup.changeSurvey>;
type Kind = Body['kind'];

export function Surveys() {
  const { t } = useTranslation('inbox-setup');
  const { me, scope } = useSession();
  const source = useApi(inboxSetup.surveys);
  const rows = source.data?.rows ?? [];
  const brands = me.brands.filter(({ id }) => !scope.brand_id || id === scope.brand_id);
  return (
    <SetupPage
      title={t('surveys.name')}
      source={source}
      sentence={<span className="r-ink2">{t('surveys.words')}</span>}
      rightTitle={t('other_side')}
      rightWidth={360}
      right={<SurveyPreview />}
    >
      {brands.length === 0 && <EmptyState title={t('surveys.no_brand')} />}
      {brands.map((brand) => (
        <Section key={brand.id} title={brand.name}>
          <div className="r-rules">
            {(['csat', 'nps'] as const).map((kind) => {
              const row = rows.find((each) => each.brand.id === brand.id && each.kind === kind);
              const { brand: _brand, ...rest } = row ?? { ...usual(kind), brand: null };
              return <SurveyRow key={kind} kept={{ ...rest, brand_id: brand.id }} />;
            })}
          </div>
        </Section>
      ))}
      <p className="r-quiet">{t('surveys.never')}</p>
    </SetupPage>
  );
}

const usual = (kind: Kind) => ({
  kind,
  enabled: false,
  after_minutes: kind === 'csat' ? 60 : 10_080,
  again_after_days: kind === 'csat' ? 14 : 90,
  share: 100,
  channels: [],
});

function SurveyRow({ kept }: { kept: Body }) {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const { message } = App.useApp();
  const channels = useChannelChoices();
  const reads = useReads();
  const { value: draft, dirty, wouldLose, change, letGo } = useWork(kept);
  const save = useMove(inboxSetup.changeSurvey);
  useLeaveQuestion(wouldLose);
  const disabled = !may('inbox.manage');
  const { count, unit } =
    draft.after_minutes === 0 ? { count: 0, unit: 'minutes' as Unit } : inUnits(draft.after_minutes);
  const keep = async (body: Body) => {
    if (!(await save.run({ body }))) return;
    letGo();
    void message.success(t('settings:saved'));
  };
  return (
    <RuleRow
      name={t(`surveys.${draft.kind}`)}
      on={draft.enabled}
      disabled={disabled}
      onSwitch={(enabled) => void keep({ ...draft, enabled })}
      note={
        <>
          <NotDone problem={save.problem} />
          {dirty && (
            <div className="isetup-line">
              <Button size="small" type="primary" loading={save.busy} onClick={() => void keep(draft)}>
                {t('settings:save')}
              </Button>
              <Button size="small" type="text" onClick={letGo}>
                {t('discard')}
              </Button>
            </div>
          )}
        </>
      }
    >
      {draft.enabled ? (
        <Sentence
          text={t(`surveys.${draft.kind}_words`)}
          blanks={{
            after: (
              <NumberBlank
                label={t('surveys.after')}
                value={count}
                min={0}
                max={43_200}
                disabled={disabled}
                onChange={(next) => change({ after_minutes: Math.min(43_200, toMinutes(next, unit)) })}
              />
            ),
            unit: (
              <ChoiceBlank<Unit>
                label={t('surveys.after')}
                value={unit}
                choices={(['minutes', 'hours', 'days'] as const).map((value) => ({ value, label: t(`unit.${value}`) }))}
                disabled={disabled}
                onChange={(next) => change({ after_minutes: Math.min(43_200, toMinutes(Math.max(1, count), next)) })}
              />
            ),
            share: (
              <NumberBlank
                label={t('surveys.share')}
                value={draft.share}
                min={1}
                max={100}
                disabled={disabled}
                onChange={(share) => change({ share })}
              />
            ),
            channels: (
              <ManyBlank
                label={t('channels.name')}
                values={draft.channels}
                choices={channels}
                reads={reads(draft.channels, channels, t('promise.any_channel'))}
                disabled={disabled}
                onChange={(next) =>
                  change({ channels: channels.map((each) => each.value).filter((each) => next.includes(each)) })
                }
              />
            ),
            again: (
              <NumberBlank
                label={t('surveys.again')}
                value={draft.again_after_days}
                min={0}
                max={3650}
                disabled={disabled}
                onChange={(again_after_days) => change({ again_after_days })}
              />
            ),
          }}
        />
      ) : (
        <span className="r-ink3">{t(`surveys.${draft.kind}_off`)}</span>
      )}
    </RuleRow>
  );
}

function SurveyPreview() {
  const { t } = useTranslation('inbox-setup');
  const { me, scope } = useSession();
  const { language, control } = useLanguageSwitch();
  const brand = me.brands.find(({ id }) => id === scope.brand_id) ?? me.brands[0];
  const words = pageWords[language];
  const look = { '--bc': brand?.look.color, '--dot': brand?.look.dot } as React.CSSProperties;
  return (
    <section className="isetup-preview">
      <PaneHead title={t('other_side')}>{control}</PaneHead>
      <div className="isetup-phone" lang={language} style={look}>
        <div className="isetup-phone-head">
          <i />
          <b>{brand?.name}</b>
        </div>
        <div className="isetup-phone-page">
          <h3>{words.asked}</h3>
          <div className="is-scores">
            {[1, 2, 3, 4, 5].map((score) => (
              <span key={score}>{score}</span>
            ))}
          </div>
          <h3>{words.nps}</h3>
          <div className="is-scores is-many">
            {[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((score) => (
              <span key={score}>{score}</span>
            ))}
          </div>
        </div>
      </div>
      <p className="r-quiet">{t('surveys.mail')}</p>
    </section>
  );
}
