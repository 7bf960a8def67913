/** The file itself is the form: their header, our field, how sure we are, their rows. */
import { type ImportField, importField } from '@recoup/contract';
import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Status } from '../ui/status.tsx';
import type { Preview } from './import-page.tsx';

const ofProducts = (field: ImportField) => field.startsWith('product.') || field.startsWith('variant.');

export function ImportSheet({
  preview,
  disabled,
  onMap,
}: {
  preview: Preview;
  disabled: boolean;
  onMap: (header: string, field: ImportField | null) => void;
}) {
  const { t } = useTranslation('orders');
  const { columns, rows, job } = preview;
  const choices = useMemo(
    () => [
      { value: '', label: t('import.leave_out') },
      ...importField.options
        .filter((field) => ofProducts(field) === (job.what === 'products'))
        .map((field) => ({ value: field as string, label: t(`field.${field.replace('.', '_')}`) })),
    ],
    [t, job.what],
  );
  return (
    <div className="orders-sheet">
      <table>
        <thead>
          <tr>
            <th />
            {columns.map((column) => (
              <th key={column.header}>{column.header}</th>
            ))}
          </tr>
          <tr>
            <th />
            {columns.map((column) => (
              <th key={column.header}>
                <Select
                  size="small"
                  variant="borderless"
                  style={{ width: 170, marginLeft: -8 }}
                  popupMatchSelectWidth={260}
                  showSearch={{ optionFilterProp: 'label' }}
                  aria-label={t('import.map', { header: column.header })}
                  disabled={disabled}
                  value={column.field ?? ''}
                  options={choices}
                  onChange={(value) => onMap(column.header, (value || null) as ImportField | null)}
                />
                <div>
                  {column.field === null ? (
                    <span className="r-quiet">{t('import.not_needed')}</span>
                  ) : (
                    <Status tone={column.sure === 'none' ? 'idle' : 'good'}>{t(`import.sure.${column.sure}`)}</Status>
                  )}
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of a file is its place in it
            <tr key={i}>
              <td className="is-row">{i + 2}</td>
              {columns.map((column, c) => (
                <td key={column.header} className={column.field === null ? 'is-out' : undefined}>
                  {row[c]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
