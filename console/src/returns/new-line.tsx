/** One line of the order, picked to come back: how many, why, in which state, and what the buyer may have for it. */
import type { Order, Reason } from '@recoup/contract';
import { Checkbox, Input, InputNumber, Segmented, Select } from 'antd';
import { Film, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import type { AnswerLine } from '../remedies/pick.ts';
import { useTerms } from '../terms/terms.ts';
import { Field, Fields } from '../ui/field.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { Item } from '../ui/list-parts.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { useVerdictWords, verdictTone } from '../verdicts/verdict-words.ts';
import { type DraftLine, type Preview, type PreviewLine, unitsLeft } from './draft.ts';
import { evidenceBytes, evidenceTypes } from './evidence.tsx';
import { NewRemedies } from './new-remedies.tsx';

type Props = {
  line: Order['lines'][number];
  /** Undefined while it is not picked. */
  at: DraftLine | undefined;
  preview: PreviewLine | undefined;
  reasons: Preview['reasons'][string];
  brandId: string;
  /** What the one question says to this line. */
  answer: AnswerLine | undefined;
  onPick: (on: boolean) => void;
  onChange: Change;
};
/** Changes what is filled in; as a function of what it is by then, for answers that come late (uploads). */
type Change = (part: Partial<DraftLine> | ((was: DraftLine) => Partial<DraftLine>)) => void;

export function NewLine(props: Props) {
  const { line, at, onPick } = props;
  const { t } = useTranslation('returns');
  const f = useFormat();
  const id = useId();
  const left = unitsLeft(line);
  const paid = line.unit_price.amount * line.quantity - line.discount.amount + line.tax.amount;
  const note = [
    line.sku,
    line.delivered_at ? t('new.delivered', { day: f.date(line.delivered_at) }) : t('new.not_delivered'),
    left < line.quantity && t('new.left', { left, of: line.quantity }),
  ];
  return (
    <section className={`returns-new-line${at ? ' is-picked' : ''}`}>
      <label htmlFor={id} className="returns-new-head">
        <Checkbox id={id} checked={!!at} disabled={left === 0} onChange={(event) => onPick(event.target.checked)} />
        <Item
          photo={line.photo_url}
          title={
            <b className="r-medium">
              {line.quantity > 1 ? t('list.units', { title: line.title, n: line.quantity }) : line.title}
            </b>
          }
          note={note.filter(Boolean).join(t('list.comma'))}
        />
        <span className="returns-new-paid">
          <Money value={{ amount: paid, currency: line.unit_price.currency }} />
        </span>
      </label>
      {at && <LineForm {...props} left={left} at={at} />}
    </section>
  );
}

type FormProps = Props & { left: number; at: DraftLine };

function LineForm({ line, left, at, preview, reasons, brandId, answer, onChange: set }: FormProps) {
  const { t } = useTranslation('returns');
  return (
    <div className="returns-new-form">
      <Fields columns={2}>
        <Field label={t('new.reason')}>
          <ReasonSelect
            at={at}
            reasons={reasons}
            onChange={(reason, detail) => set({ reason, detail, remedy: null, picked: null })}
          />
        </Field>
        <div className="returns-new-pair">
          <Field label={t('new.quantity')}>
            <InputNumber
              min={1}
              max={left}
              precision={0}
              value={at.quantity}
              onChange={(quantity) => set({ quantity: quantity ?? 1 })}
              style={{ width: 84 }}
            />
          </Field>
          <Field label={t('new.state')}>
            <Segmented
              value={at.opened ? 'opened' : 'sealed'}
              onChange={(state) => set({ opened: state === 'opened' })}
              options={[
                { value: 'opened', label: t('new.opened') },
                { value: 'sealed', label: t('new.sealed') },
              ]}
            />
          </Field>
        </div>
      </Fields>
      <Field label={t('new.comment')} optional>
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 6 }}
          maxLength={2000}
          value={at.comment}
          onChange={(event) => set({ comment: event.target.value })}
        />
      </Field>
      <Files at={at} needed={preview?.evidence_needed ?? false} onChange={set} />
      {preview && <Verdict preview={preview} />}
      {preview && !answer && <SkeletonRows rows={3} height={54} />}
      {preview && answer && (
        <NewRemedies
          brandId={brandId}
          line={line}
          quantity={at.quantity}
          answer={answer}
          remedy={at.remedy}
          picked={at.picked}
          onChange={(picked) => set({ remedy: picked?.kind ?? null, picked })}
        />
      )}
    </div>
  );
}

function ReasonSelect(props: {
  at: DraftLine;
  reasons: Preview['reasons'][string];
  onChange: (reason: Reason, detail: string | null) => void;
  id?: string;
}) {
  const { t } = useTranslation('returns');
  const terms = useTerms();
  const { at, reasons } = props;
  const value = (reason: Reason, detail: string | null) => `${reason}/${detail ?? ''}`;
  const options = [...new Set(reasons.map(({ reason }) => reason))].map((reason) => {
    const details = reasons.filter((one) => one.reason === reason && one.detail !== null);
    const plain = { value: value(reason, null), label: terms.reason(reason) };
    if (details.length === 0) return plain;
    return {
      label: terms.reason(reason),
      options: [
        ...details.map(({ detail }) => ({ value: value(reason, detail), label: terms.detail(detail!) })),
        { value: value(reason, null), label: t('new.nothing_finer', { reason: terms.reason(reason) }) },
      ],
    };
  });
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('new.choose_reason')}
      value={at.reason ? value(at.reason, at.detail) : undefined}
      onChange={(chosen: string) => {
        const [reason, detail] = chosen.split('/');
        props.onChange(reason as Reason, detail || null);
      }}
      options={options}
      style={{ width: '100%' }}
    />
  );
}

function Files({ at, needed, onChange }: { at: DraftLine; needed: boolean; onChange: Change }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const words = useProblemWords();
  const send = async (file: File, progress: (share: number) => void) => {
    const kept = await upload(file, progress).catch((error: unknown) => {
      throw new Error(words(error).words);
    });
    onChange((was) => ({ files: [...was.files, kept] }));
  };
  return (
    <div className="returns-new-files">
      {at.files.length > 0 && (
        <ul>
          {at.files.map((file) => (
            <li key={file.id}>
              {file.thumb_url || file.kind === 'photo' ? (
                <img src={file.thumb_url ?? file.url} alt={file.name} />
              ) : (
                <span className="returns-film">
                  <Film size={18} aria-hidden="true" />
                </span>
              )}
              <button
                type="button"
                aria-label={t('new.drop_file', { name: file.name })}
                onClick={() => onChange((was) => ({ files: was.files.filter(({ id }) => id !== file.id) }))}
              >
                <X size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <FileDrop
        accept={evidenceTypes}
        maxBytes={evidenceBytes}
        multiple
        disabled={at.files.length >= 12}
        send={send}
        note={
          <>
            {' '}
            {needed && at.files.length === 0
              ? t('new.photos_needed')
              : t('evidence.what', { limit: f.fileSize(evidenceBytes) })}
          </>
        }
      />
    </div>
  );
}

function Verdict({ preview }: { preview: PreviewLine }) {
  const verdicts = useVerdictWords();
  const until = verdicts.until(preview.verdict);
  const said = preview.verdict.because.map(verdicts.said);
  return (
    <div className="returns-new-verdict">
      <Status tone={verdictTone[preview.verdict.answer]} strong>
        {verdicts.answer(preview.verdict.answer)}
      </Status>
      <span className="r-second">{[...said, ...(said.length === 0 && until ? [until] : [])].join(' ')}</span>
    </div>
  );
}
