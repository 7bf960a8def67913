/** The stills of a call as evidence: with what was drawn on them, what they show, and what proves them. */
import { type CallDetail, type CallStill, callEvidence } from '@recoup/contract';
import { Button, Modal } from 'antd';
import { EyeOff, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { useSession } from '../../app/session.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { PhotoGrid, type Picture } from '../../ui/photo.tsx';
import { Status } from '../../ui/status.tsx';
import { Reason } from './erase.tsx';

export function PastStills({ call, stills }: { call: CallDetail; stills: readonly CallStill[] }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const [proof, setProof] = useState<CallStill | null>(null);
  const pictures = stills.flatMap((still): Picture[] => {
    const shown = still.drawn ?? still.photo;
    if (!shown) return [];
    const note = [f.time(still.captured_at), t(`past.source.${still.source}`), still.serial]
      .filter(Boolean)
      .join(' · ');
    return [
      {
        id: still.id,
        url: shown.url,
        thumb_url: shown.thumb_url,
        caption: still.caption ?? `#${still.position}`,
        note,
      },
    ];
  });
  const gone = stills.filter(({ removed, erased_at }) => removed || erased_at);
  if (stills.length === 0) return <p className="r-quiet">{t('past.no_stills')}</p>;
  return (
    <>
      {pictures.length > 0 && <PhotoGrid pictures={pictures} size={168} />}
      <ul className="past-proofs">
        {stills.map((still) => (
          <li key={still.id}>
            <button type="button" onClick={() => setProof(still)}>
              <ShieldCheck size={14} aria-hidden="true" /> {t('past.proof_of', { n: still.position })}
            </button>
          </li>
        ))}
      </ul>
      {gone.map((still) => (
        <p key={still.id} className="r-quiet">
          {still.removed
            ? t('past.still_removed', { n: still.position, why: still.removed.because })
            : t('past.still_erased', { n: still.position, at: f.dateTime(still.erased_at!) })}
        </p>
      ))}
      {proof && <Proof call={call} still={proof} onClose={() => setProof(null)} />}
    </>
  );
}

function Proof({ call, still, onClose }: { call: CallDetail; still: CallStill; onClose: () => void }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const { may } = useSession();
  const params = { id: call.id, still: still.id };
  const { data, problem } = useApi(callEvidence.proof, { params }, { keep: false });
  const [hiding, setHiding] = useState(false);
  const [because, setBecause] = useState('');
  const remove = useMove(callEvidence.remove, { onDone: onClose });
  const rows: [string, string | null][] = data
    ? [
        ['captured_at', f.fullDateTime(data.captured_at)],
        ['received_at', f.fullDateTime(data.received_at)],
        ['clock_off', t('past.proof.seconds', { n: f.number(Math.round(data.clock_off_ms / 100) / 10 || 0, 1) })],
        ['taken_by', data.taken_by.name],
        ['captured_sha256', data.captured_sha256],
        ['kept_sha256', data.kept_sha256],
        ['drawn_sha256', data.drawn_sha256],
      ]
    : [];
  return (
    <Modal open title={t('past.proof_of', { n: still.position })} width={640} footer={null} onCancel={onClose}>
      {problem && <p className="r-t-bad">{problem.words}</p>}
      {data && (
        <div className="past-proof">
          <p>
            <Status tone={data.intact ? 'good' : 'bad'}>
              {t(data.intact ? 'past.proof.intact' : data.found_sha256 ? 'past.proof.changed' : 'past.proof.gone')}
            </Status>
            {data.clock_wrong && <Status tone="clock">{t('past.proof.clock_wrong')}</Status>}
          </p>
          <dl>
            {rows.map(
              ([name, value]) =>
                value && (
                  <div key={name}>
                    <dt>{t(`past.proof.${name}`)}</dt>
                    <dd className={name.endsWith('256') ? 'r-mono past-hash' : undefined}>{value}</dd>
                  </div>
                ),
            )}
          </dl>
          {may('calls.supervise') && !still.removed && !still.erased_at && (
            <Button icon={<EyeOff size={15} />} onClick={() => setHiding(true)}>
              {t('past.remove')}
            </Button>
          )}
        </div>
      )}
      <Reason
        open={hiding}
        title={t('past.remove')}
        busy={remove.busy}
        problem={remove.problem?.words ?? null}
        because={because}
        onBecause={setBecause}
        onClose={() => setHiding(false)}
        onDone={() => void remove.run({ params, body: { because: because.trim() } })}
      />
    </Modal>
  );
}
