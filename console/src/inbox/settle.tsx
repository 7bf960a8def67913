/** The picked remedy, ready to be done: what it needs, its photos, what will happen, and the button; or it goes along with the reply. */
import { type Conversation, inbox, type Order, type RankedRemedy, returns } from '@recoup/contract';
import { App, Button, Input, InputNumber, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Needs } from '../remedies/needs.tsx';
import { useOutcome } from '../remedies/outcome.ts';
import { type AnswerLine, choiceOf, needsOf, netPrice, type Picked } from '../remedies/pick.ts';
import { useRemedyWords } from '../remedies/remedy-words.ts';
import type { Question } from '../remedies/use-remedies.ts';
import { Field } from '../ui/field.tsx';
import type { Attached } from './attached.ts';
import { copied, EvidencePicks, useThreadPictures } from './evidence-picks.tsx';
import { useAttachments } from './use-attachments.ts';

type Props = {
  conversation: Conversation;
  order: Order;
  line: Order['lines'][number];
  question: Question;
  told: AnswerLine;
  remedy: RankedRemedy;
  picked: Picked;
  /** The figures shown answer what is picked now. */
  fresh: boolean;
  onPick: (picked: Picked) => void;
  onQuantity: (quantity: number) => void;
  onOpened: (opened: boolean) => void;
  onAttach: (attached: Attached | null) => void;
  onDone: () => void;
};

export function Settle(props: Props) {
  const { conversation: at, order, line, question, told, remedy, picked, onAttach, onDone } = props;
  const { t } = useTranslation('inbox');
  const { t: said } = useTranslation('remedies');
  const words = useRemedyWords();
  const { message } = App.useApp();
  const [more, setMore] = useState(false);
  const [comment, setComment] = useState('');
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const pictures = useThreadPictures(at);
  const [left, setLeft] = useState<readonly string[]>([]);
  const own = useAttachments();
  const taken = pictures.filter(({ id }) => !left.includes(id));
  const link = useMove(inbox.link);
  const start = useMove(returns.request);
  const [going, setGoing] = useState(false);
  const outcome = useOutcome({ brandId: order.brand.id, picked, offer: remedy.offer, remedy, line: told });
  const { may } = useSession();
  const mayOverride = may('returns.override') && may('returns.decide');
  const photos = told.evidence_needed && taken.length + own.ids.length === 0;
  // Outside policy it takes a reason; where policy asks a person, a reason of one who may decide settles it at once.
  const outside = told.verdict.answer === 'no';
  const asksWhy = outside || (told.verdict.answer === 'ask' && mayOverride);
  const ready =
    needsOf(picked, remedy.offer) === null &&
    (!photos || (outside && why.trim() !== '')) &&
    (!outside || why.trim() !== '') &&
    !own.going &&
    props.fresh;
  const mostUnits = line.quantity - line.return_quantity;

  const startRef = useRef(start.problem);
  startRef.current = start.problem;
  const act = async (): Promise<{ code: string } | { refused: string }> => {
    setGoing(true);
    setProblem(null);
    const files = await copied(taken).catch(() => null);
    if (!files) {
      setGoing(false);
      setProblem(t('start.not_copied'));
      return { refused: t('start.not_copied') };
    }
    const choice = choiceOf(picked, remedy.offer);
    const made = await start.run({
      params: { id: order.id },
      body: {
        lines: [
          {
            order_line_id: line.id,
            quantity: question.quantity ?? 1,
            reason: question.reason,
            ...(question.detail ? { detail: question.detail } : {}),
            ...(comment.trim() ? { comment: comment.trim() } : {}),
            opened: question.opened ?? true,
            remedy: picked.kind,
            ...(choice ? { choice } : {}),
            shown: told.remedies.map(({ kind }) => kind),
            file_ids: [...files, ...own.ids].slice(0, 12),
          },
        ],
        language: order.customer.language,
        ...(asksWhy && why.trim() ? { override_reason: why.trim() } : {}),
      },
    });
    setGoing(false);
    if (!made) return { refused: '' };
    void link.run({ params: { id: at.id }, body: { order_id: order.id, return_id: made.id } });
    void message.success(said(made.stage === 'requested' ? 'settle.done_asks' : 'settle.done', { code: made.code }));
    onDone();
    return { code: made.code };
  };

  // The reply box knows what would go along, and does it before it sends.
  const latest = useRef(act);
  latest.current = act;
  const mayReply = at.moves.includes('reply') && at.reply_by !== null;
  const what = outcome ? `${words.name(remedy, picked)}${said('comma')}${words.money(remedy.cost_if_taken)}` : '';
  const withReply = outcome?.withReply ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: told anew when the words or the readiness change
  useEffect(() => {
    if (!mayReply || !withReply) return;
    onAttach({ what, verb: withReply, ready, act: () => latest.current(), drop: onDone });
    return () => onAttach(null);
  }, [what, withReply, ready, mayReply]);

  if (!outcome) return null;
  return (
    <>
      <Needs
        line={told}
        offer={remedy.offer}
        picked={picked}
        price={netPrice(line, question.quantity ?? 1)}
        onChange={props.onPick}
      />
      {(pictures.length > 0 || told.evidence_needed) && (
        <Field label={t('start.evidence')} optional={!told.evidence_needed}>
          <EvidencePicks
            pictures={pictures}
            chosen={taken.map(({ id }) => id)}
            onChange={(chosen) => setLeft(pictures.flatMap(({ id }) => (chosen.includes(id) ? [] : [id])))}
            own={own}
          />
        </Field>
      )}
      {asksWhy && (
        <Field
          label={said(outside ? 'settle.why_outside' : 'settle.why_now')}
          optional={!outside}
          help={t(mayOverride ? 'start.kept' : 'start.goes_to_decider')}
        >
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 5 }}
            maxLength={500}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        </Field>
      )}
      {more && (
        <>
          {mostUnits > 1 && (
            <Field label={t('start.how_many')}>
              <InputNumber
                min={1}
                max={mostUnits}
                precision={0}
                value={question.quantity ?? 1}
                onChange={(n) => props.onQuantity(n ?? 1)}
              />
            </Field>
          )}
          <Field label={t('start.condition')}>
            <Segmented
              className="remedies-fit"
              value={question.opened ?? true}
              onChange={props.onOpened}
              options={[
                { value: true, label: t('start.opened') },
                { value: false, label: t('start.closed') },
              ]}
            />
          </Field>
          <Field label={t('start.comment')} optional>
            <Input.TextArea
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={2000}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          </Field>
        </>
      )}
      <div className="remedies-confirm">
        <ul className="remedies-says">
          {outcome.says.map((one) => (
            <li key={one}>{one}</li>
          ))}
          {photos && <li>{said('settle.photos_needed')}</li>}
        </ul>
        {(problem ?? start.problem?.words) && (
          <p className="r-t-bad" role="alert">
            {problem ?? start.problem?.words}
          </p>
        )}
        <Button
          type={mayReply ? 'default' : 'primary'}
          block
          disabled={!ready}
          loading={going}
          onClick={() => void act()}
        >
          {mayReply ? said('settle.alone', { verb: outcome.verb }) : outcome.verb}
        </Button>
        {!more && (
          <button type="button" className="inbox-more" onClick={() => setMore(true)}>
            {said('settle.more')}
          </button>
        )}
      </div>
    </>
  );
}
