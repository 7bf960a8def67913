/** Staff write first, or log a call: through which channel, to whom, about what. */
import { type Contact, inbox, inboxSetup } from '@recoup/contract';
import { Input, Modal, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useApi, useMove } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { Field, Fields } from '../ui/field.tsx';

type To = { contact_id: string } | { to: string };
export type StartWith = { contact?: { id: string; name: string } | undefined; order_id?: string };

export function NewConversation({ start, onDone }: { start?: StartWith; onDone: (id: string | null) => void }) {
  const { t } = useTranslation('inbox');
  const scope = useScope();
  const { data } = useApi(inboxSetup.channels);
  const channels = (data?.rows ?? []).filter(
    (one) =>
      !one.archived_at &&
      one.kind !== 'chat' &&
      one.kind !== 'form' &&
      (!scope.brand_id || one.brand.id === scope.brand_id),
  );
  const [channelId, setChannelId] = useState<string | null>(null);
  const channel =
    channels.find(({ id }) => id === channelId) ?? channels.find(({ kind }) => kind === 'email') ?? channels[0];
  const [to, setTo] = useState<To | null>(start?.contact ? { contact_id: start.contact.id } : null);
  const [name, setName] = useState('');
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  const [direction, setDirection] = useState<'in' | 'out'>('in');
  const begin = useMove(inbox.start, { onDone: ({ id }) => onDone(id) });
  const logs = channel?.kind === 'phone';
  const ready = channel && to && subject.trim() && text.trim();
  const go = () => {
    if (!channel || !to || !ready) return;
    void begin.run({
      body: {
        channel_id: channel.id,
        ...to,
        ...('to' in to && name.trim() ? { name: name.trim() } : {}),
        ...(start?.order_id ? { order_id: start.order_id } : {}),
        subject: subject.trim(),
        text: text.trim(),
        ...(logs ? { direction } : {}),
      },
    });
  };
  return (
    <Modal
      open
      title={t('new.title')}
      okText={logs ? t('new.log') : t('send.now')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={begin.busy}
      onOk={go}
      onCancel={() => onDone(null)}
      width={560}
      destroyOnHidden
    >
      {data && channels.length === 0 ? (
        <p>{t('new.no_channel')}</p>
      ) : (
        <Fields>
          <Field label={t('new.channel')} name="channel_id" problem={begin.problem}>
            <Select
              value={channel?.id ?? null}
              onChange={setChannelId}
              options={channels.map((one) => ({
                value: one.id,
                label: t('new.channel_of', { name: one.name, kind: t(`channel.${one.kind}`), brand: one.brand.name }),
              }))}
            />
          </Field>
          {logs && (
            <Field label={t('new.who_called')}>
              <Segmented
                value={direction}
                onChange={setDirection}
                options={[
                  { value: 'in', label: t('new.they_called') },
                  { value: 'out', label: t('new.we_called') },
                ]}
              />
            </Field>
          )}
          <Field label={t('new.to')} name="to" problem={begin.problem} help={t('new.to_help')}>
            <ContactSelect
              brandId={channel?.brand.id}
              first={start?.contact}
              onChange={(id, typed) => setTo(id ? { contact_id: id } : typed ? { to: typed } : null)}
            />
          </Field>
          {to && 'to' in to && (
            <Field label={t('new.name')} optional name="name" problem={begin.problem}>
              <Input maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
            </Field>
          )}
          <Field label={t('new.subject')} name="subject" problem={begin.problem}>
            <Input maxLength={200} value={subject} onChange={(event) => setSubject(event.target.value)} />
          </Field>
          <Field
            label={logs ? t('new.what_was_said') : t('new.text')}
            name="text"
            problem={begin.problem}
            error={begin.problem && !begin.problem.fieldWords('to') ? begin.problem.words : undefined}
          >
            <Input.TextArea
              autoSize={{ minRows: 5, maxRows: 14 }}
              maxLength={20_000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
        </Fields>
      )}
    </Modal>
  );
}

/** A contact found by name, address or number; or a new address typed out. */
export function ContactSelect(props: {
  brandId: string | undefined;
  first?: { id: string; name: string } | undefined;
  onChange: (id: string | null, typed: string | null) => void;
  id?: string;
}) {
  const { t } = useTranslation('inbox');
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly Contact[]>([]);
  const [value, setValue] = useState<string | null>(props.first?.id ?? null);
  const { brandId } = props;
  useEffect(() => {
    const text = typed.trim();
    if (text.length < 2) return setFound([]);
    let old = false;
    const timer = setTimeout(() => {
      call(inbox.contacts, { query: { q: text, brand_id: brandId, limit: 8 } }).then(
        ({ rows }) => !old && setFound(rows),
        () => !old && setFound([]),
      );
    }, 200);
    return () => {
      old = true;
      clearTimeout(timer);
    };
  }, [typed, brandId]);
  const address = /^\S+@\S+\.\S+$|^\+?[\d\s()-]{6,}$/.test(typed.trim()) ? typed.trim() : null;
  const options = [
    ...(props.first && !typed ? [{ value: props.first.id, label: props.first.name }] : []),
    ...found.map((one) => ({
      value: one.id,
      label: one.points[0] ? t('new.contact', { name: one.name, point: one.points[0].value }) : one.name,
    })),
    ...(address ? [{ value: `to:${address}`, label: t('new.somebody_new', { address }) }] : []),
  ];
  return (
    <Select
      id={props.id ?? ''}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t('new.find')}
      notFoundContent={typed.trim().length < 2 ? null : t('new.nobody_found')}
      value={value}
      options={options}
      onChange={(next: string) => {
        setValue(next);
        if (next.startsWith('to:')) props.onChange(null, next.slice(3));
        else props.onChange(next, null);
      }}
    />
  );
}
