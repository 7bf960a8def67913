/** The checklist: what there is, what is missing, what is left out; our own words; and files of our own. */
import { type DisputeDetail, disputesApi, type EvidenceCode } from '@recoup/contract';
import { Button, Checkbox, Input } from 'antd';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../app/api.ts';
import { useMove } from '../app/queries.ts';
import { FileDrop } from '../ui/file-drop.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Shape, Status } from '../ui/status.tsx';

const toneOf = { there: 'good', missing: 'diff', left_out: 'idle' } as const;

export function Evidence({ dispute }: { dispute: DisputeDetail }) {
  const { t } = useTranslation('disputes');
  const may = dispute.moves.includes('evidence');
  const [statement, setStatement] = useState(dispute.statement);
  const save = useMove(disputesApi.evidence);
  const keep = (change: { statement?: string; left_out?: EvidenceCode[]; file_ids?: string[] }) =>
    save.run({
      params: { id: dispute.id },
      body: {
        statement: dispute.statement,
        left_out: dispute.left_out,
        file_ids: dispute.files.map(({ id }) => id),
        ...change,
      },
    });
  const leave = (code: EvidenceCode, out: boolean) =>
    void keep({ left_out: out ? [...dispute.left_out, code] : dispute.left_out.filter((one) => one !== code) });
  const there = dispute.checklist.filter(({ state }) => state === 'there').length;
  const missing = dispute.checklist.filter(({ state, weight }) => state === 'missing' && weight === 'key').length;
  return (
    <>
      <Section title={t('evidence.title')} aside={t('evidence.count', { there, total: dispute.checklist.length })}>
        {missing > 0 && may && (
          <p>
            <Status tone="clock">{t('evidence.key_missing', { count: missing })}</Status>
          </p>
        )}
        <ul className="dispute-list">
          {dispute.checklist.map((item) => (
            <li key={item.code}>
              <Shape tone={toneOf[item.state]} />
              <div>
                <strong>{t(`evidence.item.${item.code}`)}</strong>
                {item.weight === 'key' && <span className="dispute-key">{t('evidence.key')}</span>}
                <div className="r-second">
                  {item.state === 'missing' ? t(`evidence.missing.${item.code}`) : <ItemFacts item={item} />}
                </div>
              </div>
              {may && item.state !== 'missing' && (
                <Checkbox
                  checked={item.state === 'there'}
                  disabled={save.busy}
                  onChange={(event) => leave(item.code, !event.target.checked)}
                >
                  {t('evidence.in_pack')}
                </Checkbox>
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('evidence.statement')} aside={t('evidence.statement_note')}>
        <Input.TextArea
          value={statement}
          onChange={(event) => setStatement(event.target.value)}
          autoSize={{ minRows: 3, maxRows: 12 }}
          maxLength={6000}
          disabled={!may}
          aria-label={t('evidence.statement')}
          placeholder={t(`evidence.hint.${dispute.reason}`)}
        />
        {may && statement !== dispute.statement && (
          <Button type="primary" className="dispute-save" loading={save.busy} onClick={() => void keep({ statement })}>
            {t('evidence.save')}
          </Button>
        )}
        {save.problem && (
          <ErrorState title={t('foot.not_done')} words={save.problem.words} requestId={save.problem.requestId} />
        )}
      </Section>
      <Section title={t('evidence.files')}>
        {dispute.files.length > 0 && (
          <ul className="dispute-files">
            {dispute.files.map((file) => (
              <li key={file.id}>
                <a href={file.url} target="_blank" rel="noreferrer">
                  {file.name}
                </a>
                {may && (
                  <Button
                    type="text"
                    size="small"
                    icon={<X size={14} />}
                    aria-label={t('evidence.remove', { name: file.name })}
                    onClick={() =>
                      void keep({ file_ids: dispute.files.filter(({ id }) => id !== file.id).map(({ id }) => id) })
                    }
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        {may && dispute.files.length < 12 && (
          <FileDrop
            accept="image/*,.pdf"
            maxBytes={15 * 1024 * 1024}
            note={t('evidence.files_note')}
            send={async (file, progress) => {
              const sent = await upload(file, progress);
              await keep({ file_ids: [...dispute.files.map(({ id }) => id), sent.id] });
            }}
          />
        )}
      </Section>
    </>
  );
}

function ItemFacts({ item }: { item: DisputeDetail['checklist'][number] }) {
  const { t } = useTranslation('disputes');
  const f = useFormat();
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const { facts, count } = item;
  const day = (value: unknown) => (text(value) ? f.date(text(value)!) : null);
  const said: Record<string, (string | null)[]> = {
    order: [text(facts.number), day(facts.placed_at)],
    delivery: [
      text(facts.carrier),
      text(facts.tracking),
      facts.delivered_at ? t('evidence.delivered', { day: day(facts.delivered_at) }) : t('evidence.not_delivered'),
    ],
    conversation: [t('evidence.messages', { count }), day(facts.last_at)],
    photos: [t('evidence.photos', { count })],
    inspection: [
      t('evidence.inspected', { count }),
      Array.isArray(facts.grades) && facts.grades.length > 0
        ? t('evidence.grades', { grades: f.listed(facts.grades.map(String)) })
        : null,
    ],
    policy: [text(facts.name), t('evidence.version', { version: String(facts.version ?? '') })],
    refunds: [
      Array.isArray(facts.codes) && facts.codes.length > 0
        ? f.listed(facts.codes.map(String))
        : t('evidence.credits', { count }),
    ],
    timeline: [t('evidence.events', { count })],
    files: [Array.isArray(facts.names) ? f.listed(facts.names.map(String)) : null],
    statement: [t('evidence.written')],
  };
  return <>{(said[item.code] ?? []).filter((part) => part !== null).join(' · ')}</>;
}
