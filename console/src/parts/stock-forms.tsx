/** Counting: goods that came in, a shelf that holds another number, and what is on its way. */
import { type GoodsRef, type StockLevel, stockLevels } from '@recoup/contract';
import { Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Field, Fields } from '../ui/field.tsx';

export type StockMove = 'receive' | 'adjust' | 'expect';
type Props = { move: StockMove; goods: GoodsRef; siteId: string; level: StockLevel | null; done: () => void };

export function StockForm({ move, goods, siteId, level, done }: Props) {
  const { t } = useTranslation('parts');
  const [count, setCount] = useState<number | null>(
    move === 'adjust' ? (level?.on_hand ?? null) : move === 'expect' ? (level?.expected_quantity ?? null) : null,
  );
  const [day, setDay] = useState(level?.expected_on ?? '');
  const [bin, setBin] = useState(level?.bin ?? '');
  const [note, setNote] = useState('');
  const receive = useMove(stockLevels.receive, { onDone: done });
  const adjust = useMove(stockLevels.adjust, { onDone: done });
  const expect = useMove(stockLevels.expect, { onDone: done });
  const used = { receive, adjust, expect }[move];
  const at = { site_id: siteId, goods };
  const place = bin.trim() ? { bin: bin.trim() } : {};
  const go = () => {
    if (move === 'receive')
      void receive.run({ body: { ...at, quantity: count!, ...place, ...(note.trim() ? { note: note.trim() } : {}) } });
    if (move === 'adjust') void adjust.run({ body: { ...at, on_hand: count!, note: note.trim(), ...place } });
    if (move === 'expect') void expect.run({ body: { ...at, expected: count ? { quantity: count, on: day } : null } });
  };
  const ready =
    move === 'receive' ? !!count : move === 'adjust' ? count !== null && note.trim() !== '' : !count || day !== '';
  return (
    <Modal
      open
      title={t(`stock.form.${move}`)}
      okText={t(`stock.${move}`)}
      cancelText={t('back')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={used.busy}
      onOk={go}
      onCancel={done}
    >
      <Fields>
        <Field
          label={t(`stock.form.${move}_count`)}
          name={move === 'expect' ? 'expected.quantity' : move === 'adjust' ? 'on_hand' : 'quantity'}
          problem={used.problem}
          error={used.problem?.words}
        >
          <InputNumber
            min={move === 'receive' ? 1 : 0}
            max={1_000_000}
            value={count}
            onChange={setCount}
            style={{ width: 140 }}
          />
        </Field>
        {move === 'expect' ? (
          <Field label={t('stock.form.day')} name="expected.on" problem={used.problem}>
            <Input type="date" value={day} onChange={(event) => setDay(event.target.value)} style={{ width: 180 }} />
          </Field>
        ) : (
          <>
            <Field label={t('stock.bin')} optional name="bin" problem={used.problem}>
              <Input
                value={bin}
                maxLength={40}
                onChange={(event) => setBin(event.target.value)}
                style={{ width: 180 }}
              />
            </Field>
            <Field label={t('stock.form.note')} optional={move === 'receive'} name="note" problem={used.problem}>
              <Input value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
            </Field>
          </>
        )}
      </Fields>
    </Modal>
  );
}
