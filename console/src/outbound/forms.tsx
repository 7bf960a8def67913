/** Moves made from the desk: calling it off, another address, the bench's report, and leaving under somebody else's label. */
import { type OutboundDetail, outbound, partsApi } from '@recoup/contract';
import { Button, Input, InputNumber, Modal, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { Field, Fields } from '../ui/field.tsx';

type Props = { order: OutboundDetail; done: () => void };

export function CancelForm({ order, done }: Props) {
  const { t } = useTranslation('outbound');
  const [reason, setReason] = useState('');
  const cancel = useMove(outbound.cancel, { onDone: done });
  return (
    <Modal
      open
      title={t('form.cancel')}
      okText={t('verb.cancel')}
      cancelText={t('form.back')}
      okButtonProps={{ danger: true, disabled: !reason.trim() }}
      confirmLoading={cancel.busy}
      onOk={() => void cancel.run({ params: { id: order.id }, body: { reason: reason.trim() } })}
      onCancel={done}
    >
      <p className="r-ink2">{t('form.cancel_note')}</p>
      <Fields>
        <Field label={t('form.reason')} name="reason" problem={cancel.problem} error={cancel.problem?.words}>
          <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </Fields>
    </Modal>
  );
}

const parts = ['name', 'line1', 'line2', 'city', 'region', 'postal_code', 'country', 'phone'] as const;
const needed: readonly string[] = ['line1', 'city', 'postal_code', 'country'];
export function AddressForm({ order, done }: Props) {
  const { t } = useTranslation('outbound');
  const [to, setTo] = useState<Record<string, string>>(
    Object.fromEntries(parts.map((part) => [part, order.ship_to?.[part] ?? (part === 'country' ? 'US' : '')])),
  );
  const change = useMove(outbound.changeAddress, { onDone: done });
  const go = () => {
    const said = Object.fromEntries(
      Object.entries(to).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : [])),
    );
    void change.run({ params: { id: order.id }, body: said as never });
  };
  return (
    <Modal
      open
      title={t('form.address')}
      okText={t('form.save')}
      cancelText={t('form.back')}
      okButtonProps={{ disabled: needed.some((part) => !to[part]?.trim()) }}
      confirmLoading={change.busy}
      onOk={go}
      onCancel={done}
    >
      {order.label && <p className="r-ink2">{t('form.address_note')}</p>}
      <Fields>
        {parts.map((part) => (
          <Field
            key={part}
            label={t(`address.${part}`)}
            name={part}
            optional={!needed.includes(part)}
            problem={change.problem}
            error={part === 'country' ? change.problem?.words : undefined}
          >
            <Input value={to[part]} onChange={(event) => setTo((was) => ({ ...was, [part]: event.target.value }))} />
          </Field>
        ))}
      </Fields>
    </Modal>
  );
}

type Used = { part_id: string | undefined; quantity: number };
export function RepairForm({ order, done }: Props) {
  const { t } = useTranslation('outbound');
  const [minutes, setMinutes] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const [used, setUsed] = useState<readonly Used[]>([]);
  const known = useApi(partsApi.list, { query: { brand_id: order.brand.id, limit: 200 } });
  const finish = useMove(outbound.finishRepair, { onDone: done });
  const set = (at: number, change: Partial<Used>) =>
    setUsed((was) => was.map((one, i) => (i === at ? { ...one, ...change } : one)));
  const go = () =>
    void finish.run({
      params: { id: order.id },
      body: {
        minutes: minutes ?? 0,
        parts: used.flatMap(({ part_id, quantity }) => (part_id ? [{ part_id, quantity }] : [])),
        ...(note.trim() ? { note: note.trim() } : {}),
      },
    });
  return (
    <Modal
      open
      title={t('form.repair')}
      okText={t('verb.finish_repair')}
      cancelText={t('form.back')}
      okButtonProps={{ disabled: minutes === null }}
      confirmLoading={finish.busy}
      onOk={go}
      onCancel={done}
    >
      <p className="r-ink2">{t('form.repair_note')}</p>
      <Fields>
        <Field label={t('form.minutes')} name="minutes" problem={finish.problem}>
          <InputNumber min={0} max={10_000} value={minutes} onChange={setMinutes} style={{ width: 120 }} />
        </Field>
        {used.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of one short form
          <Field key={at} label={t('form.part')} name={`parts.${at}.part_id`} problem={finish.problem}>
            <span className="outbound-used">
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                value={one.part_id}
                onChange={(part_id: string) => set(at, { part_id })}
                options={(known.data?.rows ?? []).map((part) => ({
                  value: part.id,
                  label: `${part.title} · ${part.sku}`,
                }))}
              />
              <InputNumber
                min={1}
                max={100}
                value={one.quantity}
                onChange={(quantity) => set(at, { quantity: quantity ?? 1 })}
              />
              <Button
                type="text"
                aria-label={t('form.remove')}
                icon={<X size={14} />}
                onClick={() => setUsed((was) => was.filter((_, i) => i !== at))}
              />
            </span>
          </Field>
        ))}
        <Button
          icon={<Plus size={14} />}
          onClick={() => setUsed((was) => [...was, { part_id: undefined, quantity: 1 }])}
        >
          {t('form.add_part')}
        </Button>
        <Field label={t('form.note')} optional name="note" problem={finish.problem} error={finish.problem?.words}>
          <Input.TextArea rows={2} value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </Fields>
    </Modal>
  );
}

export function ShipForm({ order, done }: Props) {
  const { t } = useTranslation('outbound');
  const own = order.label?.state === 'made';
  const [carrier, setCarrier] = useState('');
  const [tracking, setTracking] = useState('');
  const ship = useMove(outbound.ship, { onDone: done });
  const named = carrier.trim() && tracking.trim();
  const go = () =>
    void ship.run({
      params: { id: order.id },
      body: named ? { carrier: carrier.trim(), tracking: tracking.trim() } : {},
    });
  return (
    <Modal
      open
      title={t('form.ship')}
      okText={t('verb.ship')}
      cancelText={t('form.back')}
      okButtonProps={{ disabled: !own && !named }}
      confirmLoading={ship.busy}
      onOk={go}
      onCancel={done}
    >
      <p className="r-ink2">{own ? t('form.ship_own', { tracking: order.label?.tracking }) : t('form.ship_none')}</p>
      <Fields>
        <Field label={t('form.carrier')} optional={own} name="carrier" problem={ship.problem}>
          <Input value={carrier} maxLength={40} onChange={(event) => setCarrier(event.target.value)} />
        </Field>
        <Field
          label={t('order.number')}
          optional={own}
          name="tracking"
          problem={ship.problem}
          error={ship.problem?.words}
        >
          <Input value={tracking} maxLength={80} onChange={(event) => setTracking(event.target.value)} />
        </Field>
      </Fields>
    </Modal>
  );
}
