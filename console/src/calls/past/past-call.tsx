/** A call that is over: who, how long and to what end; the film with what happened in it, the evidence, who agreed, all in order. */
import './past.css';
import { type CallDetail, callEvidence, callRecordings } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTimelineEntries } from '../../app/event-words.tsx';
import { useApi } from '../../app/queries.ts';
import { useSession } from '../../app/session.tsx';
import { ClaimsOfCall } from '../../claims/claim-of-verdict.tsx';
import { Code } from '../../ui/code.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { Columns, Page, Section } from '../../ui/page.tsx';
import { Status } from '../../ui/status.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { CallLine } from '../quality/call-line.tsx';
import { CodesRead } from './codes-read.tsx';
import { Consents } from './consents.tsx';
import { EraseCall } from './erase.tsx';
import { Film } from './film.tsx';
import { PastStills } from './past-stills.tsx';

export function PastCall({ call }: { call: CallDetail }) {
  const { t } = useTranslation('calls');
  const { may } = useSession();
  const of = { params: { id: call.id } };
  const stills = useApi(callEvidence.list, of);
  const codes = useApi(callEvidence.codes, of);
  const recording = useApi(callRecordings.view, of);
  const entries = useTimelineEntries(call.timeline);
  const kept = (recording.data?.recordings.length ?? 0) > 0;
  return (
    <Page
      title={<Code size="page">{call.code}</Code>}
      aside={<PastState call={call} />}
      crumbs={[
        <Link key="inbox" to="/inbox/$id" params={{ id: call.conversation.id }}>
          {call.conversation.subject || call.conversation.code}
        </Link>,
        call.code,
      ]}
      tab={call.code}
      verbs={may('calls.supervise') && <EraseCall id={call.id} />}
      sentence={<Facts call={call} />}
    >
      <div className="past">
        {kept && recording.data && (
          <Section title={t('past.film')}>
            {recording.data.recordings.map((one) => (
              <Film key={one.id} recording={one} call={call} stills={stills.data?.rows ?? []} />
            ))}
          </Section>
        )}
        <Section title={t('past.stills')} aside={stills.data?.rows.length || undefined}>
          {stills.data && <PastStills call={call} stills={stills.data.rows} />}
        </Section>
        {call.verdict === 'carrier' && may('money.read') && <ClaimsOfCall callId={call.id} />}
        <Columns>
          <Section title={t('past.codes')}>{codes.data && <CodesRead codes={codes.data.rows} />}</Section>
          <Section title={t('past.consents')}>{recording.data && <Consents view={recording.data} />}</Section>
        </Columns>
        <CallLine id={call.id} />
        {call.wrap_up?.note && (
          <Section title={t('past.note')}>
            <p className="past-note">{call.wrap_up.note}</p>
          </Section>
        )}
        <Timeline entries={entries} />
      </div>
    </Page>
  );
}

function PastState({ call }: { call: CallDetail }) {
  const { t } = useTranslation('calls');
  const tone = call.stage === 'ended' ? 'good' : call.stage === 'missed' ? 'clock' : 'idle';
  return (
    <>
      <Status tone={tone}>{t(`past.stage.${call.stage}`)}</Status>
      {call.verdict && <span className="past-verdict">{t(`verdict.${call.verdict}`)}</span>}
    </>
  );
}

/** One line: who spoke with whom about what, when, how long, and how it went. */
function Facts({ call }: { call: CallDetail }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const facts = [
    call.staff ? t('past.between', { staff: call.staff.name, buyer: call.buyer.name }) : call.buyer.name,
    f.fullDateTime(call.answered_at ?? call.asked_at),
    call.seconds === null ? null : f.duration(call.seconds),
    call.csat === null ? null : t('past.csat', { n: call.csat }),
  ].filter((fact) => fact !== null);
  return (
    <p className="past-facts">
      {facts.join(' · ')}
      {call.goods && (
        <>
          {' · '}
          <Link to="/orders/$id" params={{ id: call.goods.order_id }}>
            {call.goods.order_number}
          </Link>
          {call.goods.title && ` ${call.goods.title}`}
        </>
      )}
      {call.return && (
        <>
          {' · '}
          <Link to="/returns/$id" params={{ id: call.return.id }}>
            {call.return.code}
          </Link>
        </>
      )}
    </p>
  );
}
