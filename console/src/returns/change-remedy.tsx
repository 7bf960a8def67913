/** Another way to make it right for one line: ranked by cost, with what it needs. Outside policy it takes a reason, which is kept. */
import { type RemedyKind, type ReturnDetail, remedyKind, returns } from '@recoup/contract';
import { Button, Drawer, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Needs } from '../remedies/needs.tsx';
import { type AnswerLine, choiceOf, firstPick, needsOf, type Picked } from '../remedies/pick.ts';
import { RemedyList } from '../remedies/remedy-list.tsx';
import { lineOf } from '../remedies/remedy-words.ts';
import { Says } from '../remedies/says.tsx';
import { useRemedies } from '../remedies/use-remedies.ts';
import { useTerms } from '../terms/terms.ts';
import { Field, Fields } from '../ui/field.tsx';
import { SkeletonRows } from '../ui/states.tsx';

type Line = ReturnDetail['lines'][number];
/** Goods that were judged are settled as they were promised; what left has left. */
const isOpen = (line: Line) => line.accepted + line.rejected === 0 && !line.replacement?.sent_at;

export function ChangeRemedy({ at, done }: { at: ReturnDetail; done: () => void }) {
  const { t } = useTranslation('returns');
  const terms = useTerms();
  const lines = at.lines.filter(isOpen);
  const [lineId, setLineId] = useState(lines[0]?.id ?? '');
  const line = lines.find(({ id }) => id === lineId);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [reason, setReason] = useState('');
  const change = useMove(returns.changeRemedy, { onDone: done });
  const answer = useRemedies(
    at.order.id,
    line
      ? [
          {
            order_line_id: line.order_line_id,
            quantity: line.quantity,
            reason: line.reason,
            ...(line.detail ? { detail: line.detail } : {}),
            ...(picked?.kind === 'exchange' && picked.variantId ? { exchange_to: picked.variantId } : {}),
          },
        ]
      : [],
    at.id,
  );
  const told = lineOf(answer.data?.lines, line?.order_line_id);
  if (!line) return null;
  const coming = at.stage === 'in_transit' || at.stage === 'received';
  const ranked = told && onlyOpen(told, line, coming);
  const offer = ranked?.remedies.find(({ kind }) => kind === picked?.kind)?.offer;
  const ready =
    picked !== null &&
    needsOf(picked, offer) === null &&
    !(picked.kind === 'keep_it' && picked.amount === null && !offer);
  const go = () => {
    if (!picked || !ready) return;
    const choice = choiceOf(picked, undefined);
    void change.run({
      params: { id: at.id },
      body: {
        line_id: line.id,
        remedy: picked.kind,
        ...(choice ? { choice } : {}),
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      },
    });
  };
  // Percentages are taken of the price without tax, as policy takes them.
  const net = told?.remedies.flatMap(({ offer: one }) => one.parts).find(({ code }) => code === 'price')?.amount;
  const price = net ?? line.paid;
  const others = remedyKind.options.filter(
    (kind) =>
      !ranked?.remedies.some((one) => one.kind === kind) &&
      (kind !== line.remedy || kind === 'keep_it') &&
      !(kind === 'keep_it' && coming),
  );
  return (
    <Drawer
      open
      title={t('remedy.title')}
      onClose={done}
      size={440}
      footer={
        <div className="returns-drawer-foot">
          <Button onClick={done}>{t('cancel')}</Button>
          <Button type="primary" disabled={!ready} loading={change.busy} onClick={go}>
            {t('remedy.go')}
          </Button>
        </div>
      }
    >
      <Fields>
        {lines.length > 1 && (
          <Field label={t('remedy.line')} name="line_id" problem={change.problem}>
            <Select
              value={lineId}
              onChange={(next) => {
                setLineId(next);
                setPicked(null);
              }}
              options={lines.map(({ id, title, sku }) => ({ value: id, label: `${title} (${sku})` }))}
            />
          </Field>
        )}
        <p className="r-second">
          {t('remedy.instead', { now: terms.remedy(line.remedy) })}.{' '}
          {coming ? t('remedy.too_late_to_keep') : t('remedy.reckoned')}
        </p>
        {!ranked && !answer.problem && <SkeletonRows rows={4} height={54} />}
        {ranked && (
          <RemedyList line={ranked} picked={picked} keysOn={false} onPick={setPicked}>
            {(one) =>
              picked && (
                <>
                  <Needs line={ranked} offer={one.offer} picked={picked} price={price} onChange={setPicked} />
                  <Says brandId={at.brand.id} picked={picked} remedy={one} line={ranked} />
                </>
              )
            }
          </RemedyList>
        )}
        {others.length > 0 && (
          <Field label={t('remedy.outside')}>
            <Radio.Group
              className="returns-radios"
              value={picked?.kind ?? null}
              onChange={(event) => {
                setPicked(firstPick(event.target.value as RemedyKind, told ?? {}));
                change.reset();
              }}
              options={others.map((kind) => ({ value: kind, label: terms.remedy(kind) }))}
            />
          </Field>
        )}
        {picked && others.includes(picked.kind) && (
          <Needs line={told} offer={undefined} picked={picked} price={price} onChange={setPicked} />
        )}
        <Field
          label={t('remedy.why')}
          optional
          help={t('remedy.why_help')}
          name="reason"
          problem={change.problem}
          error={change.problem?.words}
        >
          <Input maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} onPressEnter={go} />
        </Field>
      </Fields>
    </Drawer>
  );
}

/** Without what it is now, and without keeping what is on its way. */
function onlyOpen(told: AnswerLine, line: Line, coming: boolean): AnswerLine {
  const remedies = told.remedies.filter(
    ({ kind }) => (kind !== line.remedy || kind === 'keep_it') && !(kind === 'keep_it' && coming),
  );
  return { ...told, remedies };
}
