/** A return started from the thread: one kind of goods, why, how many, the remedy; inside policy, or with a reason outside it. */
import { type Conversation, inbox, type Order, type Reason, remedyKind, returns } from '@recoup/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Drawer, Input, InputNumber, Radio, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Needs } from '../remedies/needs.tsx';
import { type AnswerLine, choiceOf, firstPick, needsOf, netPrice, type Picked, paysNothing } from '../remedies/pick.ts';
import { useTerms } from '../terms/terms.ts';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Rows } from '../ui/rows.tsx';
import { Status } from '../ui/status.tsx';
import { useVerdictWords, verdictTone } from '../verdicts/verdict-words.ts';
import { copied, EvidencePicks, useThreadPictures } from './evidence-picks.tsx';
import { useAttachments } from './use-attachments.ts';

type Props = {
  conversation: Conversation;
  order: Order;
  line: Order['lines'][number];
  reason: Reason;
  detail: string | null;
  /** The same problem as the one question answers it: what may be chosen of parts, variants and guides. */
  told: AnswerLine;
  onClose: () => void;
};

export function StartReturn({ conversation: at, order, line, reason, detail, told: answer, onClose }: Props) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const f = useFormat();
  const verdicts = useVerdictWords();
  const { may } = useSession();
  const { message } = App.useApp();
  const [quantity, setQuantity] = useState(1);
  const [opened, setOpened] = useState(true);
  const [picked, setPicked] = useState<Picked | null>(null);
  const remedy = picked?.kind ?? null;
  const [comment, setComment] = useState('');
  const [why, setWhy] = useState('');
  const pictures = useThreadPictures(at);
  const [left, setLeft] = useState<readonly string[]>([]);
  const own = useAttachments();
  const [copying, setCopying] = useState(false);
  const [copyFailed, setCopyFailed] = useState(false);
  const taken = pictures.filter(({ id }) => !left.includes(id));
  const body = { order_line_id: line.id, quantity, reason, opened };
  const choice = picked && choiceOf(picked, undefined);
  const preview = useQuery({
    queryKey: [returns.preview.path, { params: { id: order.id } }, body],
    queryFn: ({ signal }) => call(returns.preview, { params: { id: order.id }, body: { lines: [body] } }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const link = useMove(inbox.link);
  const start = useMove(returns.request, {
    onDone: (made) => {
      void link.run({ params: { id: at.id }, body: { order_id: order.id, return_id: made.id } });
      void message.success(t('start.done', { code: made.code }));
      onClose();
    },
  });
  const told = preview.data?.lines.find(({ order_line_id }) => order_line_id === line.id);
  const offer = told?.offers.find(({ kind }) => kind === remedy);
  const photos = !!told?.evidence_needed && taken.length + own.ids.length === 0;
  const outside = !!told && (told.verdict.answer === 'no' || photos || (remedy !== null && !offer));
  const asks = told?.verdict.answer === 'ask';
  const mayOverride = may('returns.override') && may('returns.decide');
  const ready =
    told &&
    picked !== null &&
    needsOf(picked, offer) === null &&
    (!outside || why.trim() !== '') &&
    !preview.isFetching &&
    !own.going;
  const go = async () => {
    if (!ready || !remedy || copying) return;
    setCopying(true);
    setCopyFailed(false);
    const files = await copied(taken).catch(() => null);
    setCopying(false);
    if (!files) return setCopyFailed(true);
    void start.run({
      params: { id: order.id },
      body: {
        lines: [
          {
            ...body,
            ...(detail ? { detail } : {}),
            remedy,
            ...(choice ? { choice } : {}),
            ...(comment.trim() ? { comment: comment.trim() } : {}),
            file_ids: [...files, ...own.ids],
          },
        ],
        language: order.customer.language,
        ...((outside || asks) && why.trim() ? { override_reason: why.trim() } : {}),
      },
    });
  };
  return (
    <Drawer
      open
      title={t('start.title', { number: order.number })}
      onClose={onClose}
      size={440}
      footer={
        <div className="inbox-dialog-foot">
          <Link to="/returns/new" search={{ order: order.id }} className="inbox-foot-link">
            {t('start.whole_page')}
          </Link>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" disabled={!ready} loading={start.busy || copying} onClick={() => void go()}>
            {outside && !mayOverride
              ? t('start.ask')
              : asks && !(mayOverride && why.trim())
                ? t('start.waits')
                : t('start.go')}
          </Button>
        </div>
      }
    >
      <Fields>
        <Rows
          kind="plain"
          rows={[
            { key: 'goods', label: line.title, note: line.sku },
            { key: 'reason', label: t('start.reason'), value: terms.why({ reason, detail }) },
          ]}
        />
        {line.quantity - line.return_quantity > 1 && (
          <Field label={t('start.how_many')}>
            <InputNumber
              min={1}
              max={line.quantity - line.return_quantity}
              value={quantity}
              onChange={(n) => setQuantity(n ?? 1)}
            />
          </Field>
        )}
        <Field label={t('start.condition')}>
          <Segmented
            value={opened}
            onChange={setOpened}
            options={[
              { value: true, label: t('start.opened') },
              { value: false, label: t('start.closed') },
            ]}
          />
        </Field>
        {told && (
          <div>
            <Status tone={verdictTone[told.verdict.answer]} strong>
              {verdicts.answer(told.verdict.answer)}
            </Status>
            <ul className="inbox-means">
              {told.verdict.because.map((because, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: told once, in this order
                <li key={place}>{verdicts.said(because)}</li>
              ))}
              {photos && <li>{t('start.photos_outside')}</li>}
              {remedy !== null && !offer && <li>{t('start.remedy_outside')}</li>}
            </ul>
          </div>
        )}
        <Field label={t('start.remedy')}>
          <Radio.Group
            className="inbox-radios"
            value={remedy}
            onChange={(event) => setPicked(firstPick(event.target.value, answer))}
            options={(outside && mayOverride ? remedyKind.options : (told?.offers ?? []).map(({ kind }) => kind)).map(
              (kind) => {
                const one = told?.offers.find((each) => each.kind === kind);
                return {
                  value: kind,
                  label: (
                    <span className="inbox-radio">
                      {terms.remedy(kind)}
                      {!paysNothing(kind) && one && <Money value={one.amount} />}
                    </span>
                  ),
                };
              },
            )}
          />
        </Field>
        {picked && (
          <Needs line={answer} offer={offer} picked={picked} price={netPrice(line, quantity)} onChange={setPicked} />
        )}
        {offer && (
          <ul className="inbox-means">
            <li>
              {offer.goods_back
                ? t('start.label_goes', { to: order.customer.email ?? order.customer.name })
                : t('start.keeps')}
            </li>
            {offer.by && <li>{t('start.has_it_by', { day: f.calendarDay(offer.by, true) })}</li>}
          </ul>
        )}
        <Field
          label={t('start.evidence')}
          optional={!told?.evidence_needed}
          help={pictures.length > 0 ? t('start.evidence_help') : undefined}
        >
          <EvidencePicks
            pictures={pictures}
            chosen={taken.map(({ id }) => id)}
            onChange={(chosen) => setLeft(pictures.flatMap(({ id }) => (chosen.includes(id) ? [] : [id])))}
            own={own}
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
        {(outside || (asks && mayOverride)) && (
          <Field
            label={t(outside ? 'start.why_outside' : 'start.why_now')}
            optional={!outside}
            help={t(mayOverride ? 'start.kept' : 'start.goes_to_decider')}
            name="override_reason"
            problem={start.problem}
          >
            <Input.TextArea
              autoSize={{ minRows: 2, maxRows: 5 }}
              maxLength={500}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
            />
          </Field>
        )}
        {copyFailed && (
          <p className="r-t-bad" role="alert">
            {t('start.not_copied')}
          </p>
        )}
        {start.problem && (
          <p className="r-t-bad" role="alert">
            {start.problem.words}
          </p>
        )}
      </Fields>
    </Drawer>
  );
}
