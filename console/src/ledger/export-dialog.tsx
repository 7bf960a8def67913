/** Taking a month away: which month, for which program; a Chinese voucher may be reckoned in yuan. The file is a plain link. */
import { type ExportFormat, exportFormats, ledgerApi } from '@recoup/contract';
import { Button, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { EmptyState, SkeletonRows } from '../ui/states.tsx';

const chinese: readonly ExportFormat[] = ['kingdee', 'yonyou'];

export function ExportDialog({ brandId, onClose }: { brandId: string; onClose: () => void }) {
  const { t, i18n } = useTranslation('ledger');
  const f = useFormat();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [picked, setPicked] = useState<string | null>(null);
  const [rate, setRate] = useState('');
  const { data } = useApi(ledgerApi.periods, { query: { brand_id: brandId } });
  const months = (data?.rows ?? []).filter((row) => row.entries > 0);
  const month = picked ?? months[0]?.month;
  const wrong = rate !== '' && (!/^\d{1,4}(?:\.\d{1,6})?$/.test(rate) || Number(rate) <= 0);
  const query = new URLSearchParams({
    brand_id: brandId,
    month: month ?? '',
    format,
    language: i18n.language.startsWith('zh') ? 'zh' : 'en',
    ...(chinese.includes(format) && rate !== '' ? { yuan_rate: rate } : {}),
  });
  return (
    <Modal open title={t('export.title')} onCancel={onClose} footer={null} width={560}>
      {!data ? (
        <SkeletonRows rows={4} />
      ) : months.length === 0 ? (
        <EmptyState title={t('empty')} note={t('months.empty_note')} />
      ) : (
        <div className="ledger-export">
          <Field label={t('export.month')}>
            <Select
              value={month}
              onChange={setPicked}
              options={months.map((row) => ({
                value: row.month,
                label: `${f.month(`${row.month}-15T12:00:00Z`)}${row.state === 'closed' ? '' : ` · ${t(`months.${row.state}`)}`}`,
              }))}
            />
          </Field>
          <Radio.Group value={format} onChange={(event) => setFormat(event.target.value as ExportFormat)}>
            {exportFormats.map((one) => (
              <Radio key={one} value={one} className="ledger-format">
                <b>{t(`format.${one}.name`)}</b>
                <span className="r-quiet">{t(`format.${one}.note`)}</span>
              </Radio>
            ))}
          </Radio.Group>
          {chinese.includes(format) && (
            <Field
              label={t('export.rate')}
              optional
              help={t('export.rate_help')}
              error={wrong ? t('export.rate_wrong') : undefined}
            >
              <Input
                value={rate}
                inputMode="decimal"
                style={{ width: 140 }}
                onChange={(event) => setRate(event.target.value.trim())}
              />
            </Field>
          )}
          <Button type="primary" href={`/v1/ledger/export?${query}`} disabled={!month || wrong} onClick={onClose}>
            {t('export.take', { month })}
          </Button>
        </div>
      )}
    </Modal>
  );
}
