/** One contact: how they are reached, who they are in the shop, every conversation, and whether they are somebody else, too. */
import './inbox.css';
import { type Contact, inbox, orders } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button, Input, Modal, Segmented, Select } from 'antd';
import { Ban, SquarePen, UserRoundPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useApi, useApiList, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Columns, Page, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { FactRow } from '../ui/three-facts.tsx';
import { BlockDialog } from './head-dialogs.tsx';
import { ContactSelect, NewConversation } from './new-conversation.tsx';
import { PastRows } from './side-past.tsx';
import { useUndoWord } from './use-undo-word.tsx';

const route = getRouteApi('/shell/contacts/$id');
const languages = ['en', 'zh', 'es'] as const;

export function ContactPage() {
  const { id } = route.useParams();
  return <One key={id} id={id} />;
}

function One({ id }: { id: string }) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const f = useFormat();
  const navigate = route.useNavigate();
  const { may } = useSession();
  const [dialog, setDialog] = useState<'block' | 'merge' | 'write' | null>(null);
  const { data: at, problem, retry } = useApi(inbox.contact, { params: { id } });
  const list = useApiList(inbox.list, { query: { view: 'all', shelf: 'any', contact_id: id, sort: 'newest' } });
  const customerId = at?.customer?.id;
  const customer = useApi(
    orders.customer,
    { params: { id: customerId ?? '' } },
    { on: !!customerId && may('orders.read'), keep: false },
  ).data;
  if (problem) return <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!at) return <SkeletonRows rows={8} />;
  const writes = may('inbox.write');
  return (
    <Page
      title={at.name}
      tab={at.name}
      crumbs={[
        <Link key="inbox" to="/inbox">
          {t('title')}
        </Link>,
        at.brand.name,
      ]}
      aside={
        <>
          <span>{t('contact.reads', { language: terms.language(at.language) })}</span>
          {at.time_zone && <span>{t('there', { time: f.timeThere(at.time_zone) })}</span>}
        </>
      }
      verbs={
        writes && (
          <>
            <Button icon={<Ban size={15} />} onClick={() => setDialog('block')}>
              {at.blocked ? t('block.undo') : t('block.title')}
            </Button>
            <Button icon={<UserRoundPlus size={15} />} onClick={() => setDialog('merge')}>
              {t('contact.merge')}
            </Button>
            <Button
              type="primary"
              icon={<SquarePen size={15} />}
              disabled={at.blocked !== null}
              onClick={() => setDialog('write')}
            >
              {t('contact.write', { name: at.name })}
            </Button>
          </>
        )
      }
    >
      {at.blocked && (
        <p className="inbox-band is-strong">
          {t('block.is', { name: at.name, by: at.blocked.by })} {at.blocked.reason && <q>{at.blocked.reason}</q>}
        </p>
      )}
      <FactRow
        facts={[
          {
            label: t('contact.conversations'),
            value: f.number(at.conversations),
            note: t('contact.since', { day: f.date(at.created_at) }),
          },
          {
            label: t('contact.customer'),
            value: customer ? (
              <Link to={`/customers/${customer.id}` as '/'}>{customer.name}</Link>
            ) : (
              t('contact.no_customer')
            ),
            ...(customer ? { note: t('who.orders', { count: customer.orders_count }) } : {}),
          },
          {
            label: t('contact.bought'),
            value:
              customer && customer.spent.length > 0
                ? customer.spent.map((one) => f.money(one.amount, one.currency)).join(' + ')
                : '—',
            ...(customer && customer.returns_count > 0
              ? { note: t('contact.returns', { count: customer.returns_count }) }
              : {}),
          },
        ]}
      />
      <Columns>
        <Section title={t('contact.about')}>
          {writes ? <About contact={at} /> : <p>{at.note}</p>}
          <div className="inbox-contact-points">
            <Rows
              rows={at.points.map((point) => ({
                key: `${point.kind} ${point.value}`,
                label: t(`point.${point.kind}`),
                value: point.kind === 'chat' ? t('point.chat_value') : point.value,
                ...(point.verified ? { note: t('who.verified') } : {}),
              }))}
            />
          </div>
        </Section>
        <Section title={t('past.all_title')} aside={f.number(at.conversations)}>
          {list.rows.length === 0 && !list.loading ? (
            <p className="r-quiet">{t('contact.no_conversations')}</p>
          ) : (
            <PastRows rows={list.rows} />
          )}
          {list.hasMore && (
            <Button size="small" loading={list.loadingMore} onClick={list.loadMore}>
              {t('contact.more')}
            </Button>
          )}
        </Section>
      </Columns>
      {dialog === 'block' && <BlockDialog contact={at} onClose={() => setDialog(null)} />}
      {dialog === 'merge' && <MergeContacts contact={at} onClose={() => setDialog(null)} />}
      {dialog === 'write' && (
        <NewConversation
          start={{ contact: at }}
          onDone={(made) => {
            setDialog(null);
            if (made) void navigate({ to: '/inbox/$id', params: { id: made } });
          }}
        />
      )}
    </Page>
  );
}

/** Name, language, customer of the shop and a note, changed where they stand. */
function About({ contact }: { contact: Contact }) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const { message } = App.useApp();
  const [name, setName] = useState(contact.name);
  const [note, setNote] = useState(contact.note ?? '');
  const change = useMove(inbox.changeContact, { onDone: () => void message.success(t('contact.kept')) });
  useEffect(() => setName(contact.name), [contact.name]);
  useEffect(() => setNote(contact.note ?? ''), [contact.note]);
  const of = { params: { id: contact.id } };
  const changed = name.trim() !== contact.name || note.trim() !== (contact.note ?? '');
  return (
    <Fields>
      <Field label={t('contact.name')} name="name" problem={change.problem}>
        <Input maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t('contact.language')} name="language" problem={change.problem}>
        <Segmented
          value={contact.language}
          onChange={(language) => void change.run({ ...of, body: { language } })}
          options={languages.map((value) => ({ value, label: terms.language(value) }))}
        />
      </Field>
      <Field
        label={t('contact.customer')}
        name="customer_id"
        problem={change.problem}
        help={t('contact.customer_help')}
      >
        <CustomerSelect
          contact={contact}
          onChange={(customer_id) => void change.run({ ...of, body: { customer_id } })}
        />
      </Field>
      <Field
        label={t('contact.note')}
        optional
        help={t('note.only_us')}
        name="note"
        problem={change.problem}
        error={change.problem && !change.problem.fieldWords('name') ? change.problem.words : undefined}
      >
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      {changed && (
        <div>
          <Button
            type="primary"
            loading={change.busy}
            disabled={!name.trim()}
            onClick={() => void change.run({ ...of, body: { name: name.trim(), note: note.trim() || null } })}
          >
            {t('contact.keep')}
          </Button>
        </div>
      )}
    </Fields>
  );
}

function CustomerSelect({
  contact,
  onChange,
  id,
}: {
  contact: Contact;
  onChange: (id: string | null) => void;
  id?: string;
}) {
  const { t } = useTranslation('inbox');
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly { id: string; name: string; email: string | null }[]>([]);
  useEffect(() => {
    const q = typed.trim();
    if (q.length < 2) return setFound([]);
    let old = false;
    const timer = setTimeout(() => {
      call(orders.customers, { query: { q, brand_id: contact.brand.id, limit: 8 } }).then(
        ({ rows }) => !old && setFound(rows),
        () => !old && setFound([]),
      );
    }, 200);
    return () => {
      old = true;
      clearTimeout(timer);
    };
  }, [typed, contact.brand.id]);
  return (
    <Select
      id={id ?? ''}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t('contact.find_customer')}
      notFoundContent={null}
      value={contact.customer?.id ?? null}
      options={[
        ...(contact.customer && !typed ? [{ value: contact.customer.id, label: contact.customer.name }] : []),
        ...found.map((one) => ({
          value: one.id,
          label: one.email ? t('new.contact', { name: one.name, point: one.email }) : one.name,
        })),
      ]}
      onChange={(next: string | null | undefined) => onChange(next ?? null)}
    />
  );
}

function MergeContacts({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation('inbox');
  const word = useUndoWord();
  const [other, setOther] = useState<string | null>(null);
  const undo = useMove(inbox.undoContactMerge);
  const merge = useMove(inbox.mergeContacts, {
    onDone: ({ join_id }) => {
      word(
        t('double.done', { name: contact.name }),
        () => void undo.run({ params: { id: contact.id }, body: { join_id } }),
      );
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('contact.merge')}
      okText={t('contact.merge_go')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !other || other === contact.id }}
      confirmLoading={merge.busy}
      onOk={() => other && void merge.run({ params: { id: contact.id }, body: { other_id: other } })}
      onCancel={onClose}
      width={460}
      destroyOnHidden
    >
      <p className="inbox-dialog-words">{t('contact.merge_means', { name: contact.name })}</p>
      <Fields>
        <Field label={t('contact.merge_who')} error={merge.problem?.words}>
          <ContactSelect brandId={contact.brand.id} onChange={(id) => setOther(id)} />
        </Field>
      </Fields>
    </Modal>
  );
}
