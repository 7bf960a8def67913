/** The moves of a unit made from the desk: into a bin, out of the house, and whether it counts. */
import { type Disposition, inspections, type Reckoning, type Unit, warehouse } from '@recoup/contract';
import { Input, Modal, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { Field, Fields } from '../ui/field.tsx';
import { MoneyInput } from '../ui/money-input.tsx';

export function MoveForm({ unit, ways, done }: { unit: Unit; ways: Reckoning | undefined; done: () => void }) {
  const { t } = useTranslation('warehouse');
  const terms = useTerms();
  const bins = useApi(warehouse.bins, { query: { site_id: unit.site.id } });
  const home = ways?.bins.find((one) => one.disposition === unit.disposition)?.bin?.id;
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const binId = picked ?? (unit.moves.includes('put_away') ? home : undefined);
  const move = useMove(warehouse.moveUnit, { onDone: done });
  const isPutAway = unit.moves.includes('put_away');
  const go = () => binId && void move.run({ params: { id: unit.id }, body: { bin_id: binId } });
  return (
    <Modal
      open
      title={isPutAway ? t('unit.form.put_away') : t('unit.form.move')}
      okText={isPutAway ? t('unit.verb.put_away') : t('unit.verb.move')}
      cancelText={t('unit.form.cancel')}
      onOk={go}
      onCancel={done}
      confirmLoading={move.busy}
      okButtonProps={{ disabled: !binId }}
    >
      <Fields>
        <Field label={t('unit.form.bin')} name="bin_id" problem={move.problem} error={move.problem?.words}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={binId}
            onChange={setPicked}
            placeholder={t('unit.form.which_bin')}
            options={(bins.data?.rows ?? [])
              .filter((bin) => bin.archived_at === null && bin.id !== unit.bin?.id)
              .map((bin) => ({
                value: bin.id,
                label: t('unit.form.bin_of', { code: bin.code, purpose: terms.bin(bin.purpose) }),
              }))}
          />
        </Field>
      </Fields>
    </Modal>
  );
}

type Out = 'sold' | 'liquidated' | 'recycled' | 'sent_back';
/** What leaving is called for a way. The server refuses any other. */
const leaves: Partial<Record<Disposition, Out>> = {
  restock: 'sold',
  open_box: 'sold',
  liquidate: 'liquidated',
  recycle: 'recycled',
  return_to_buyer: 'sent_back',
};

export function SendOutForm({ unit, currency, done }: { unit: Unit; currency: string; done: () => void }) {
  const { t } = useTranslation('warehouse');
  const [recovered, setRecovered] = useState<number | null>(null);
  const [reference, setReference] = useState('');
  const send = useMove(warehouse.sendOut, { onDone: done });
  const as = unit.disposition ? leaves[unit.disposition] : undefined;
  const isPaid = as === 'sold' || as === 'liquidated';
  if (!as) return null;
  const go = () =>
    void send.run({
      params: { id: unit.id },
      body: {
        as,
        recovered: isPaid ? (recovered ?? 0) : 0,
        ...(reference.trim() ? { reference: reference.trim() } : {}),
      },
    });
  return (
    <Modal
      open
      title={t(`unit.out.${as}`)}
      okText={t(`unit.out.${as}_go`)}
      cancelText={t('unit.form.cancel')}
      onOk={go}
      onCancel={done}
      confirmLoading={send.busy}
      okButtonProps={{ disabled: isPaid && recovered === null }}
    >
      <Fields>
        {isPaid && (
          <Field
            label={t('unit.out.recovered')}
            help={t('unit.out.recovered_help')}
            name="recovered"
            problem={send.problem}
          >
            <MoneyInput value={recovered} currency={currency} onChange={setRecovered} width={180} />
          </Field>
        )}
        <Field
          label={t('unit.out.reference')}
          help={t('unit.out.reference_help')}
          optional
          name="reference"
          problem={send.problem}
          error={send.problem?.words}
        >
          <Input
            value={reference}
            maxLength={120}
            onChange={(event) => setReference(event.target.value)}
            onPressEnter={go}
          />
        </Field>
      </Fields>
    </Modal>
  );
}

export function AcceptanceForm({ unit, done }: { unit: Unit; done: () => void }) {
  const { t } = useTranslation('warehouse');
  const [acceptance, setAcceptance] = useState<'accepted' | 'rejected'>('accepted');
  const [reason, setReason] = useState('');
  const accept = useMove(inspections.accept, { onDone: done });
  const go = () => void accept.run({ params: { id: unit.id }, body: { acceptance, reason: reason.trim() } });
  return (
    <Modal
      open
      title={t('unit.accept.title')}
      okText={acceptance === 'accepted' ? t('unit.accept.yes_go') : t('unit.accept.no_go')}
      cancelText={t('unit.form.cancel')}
      onOk={go}
      onCancel={done}
      confirmLoading={accept.busy}
      okButtonProps={{ disabled: !reason.trim(), danger: acceptance === 'rejected' }}
    >
      <Fields>
        <div className="warehouse-accept">
          <Segmented
            value={acceptance}
            onChange={setAcceptance}
            options={[
              { value: 'accepted', label: t('unit.accept.yes') },
              { value: 'rejected', label: t('unit.accept.no') },
            ]}
          />
          <p className="r-second">{acceptance === 'accepted' ? t('unit.accept.yes_note') : t('unit.accept.no_note')}</p>
        </div>
        <Field
          label={t('unit.accept.reason')}
          help={t('unit.accept.reason_help')}
          name="reason"
          problem={accept.problem}
          error={accept.problem?.words}
        >
          <Input.TextArea
            value={reason}
            rows={2}
            maxLength={500}
            autoFocus
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </Fields>
    </Modal>
  );
}
