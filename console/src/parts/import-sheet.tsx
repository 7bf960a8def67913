/** A sheet of parts or of counted stock: dropped, checked, and only then taken. What would happen is counted before anything does. */
import './parts.css';
import { partsApi, stockLevels, type UpsertAnswer } from '@recoup/contract';
import { Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../app/api.ts';
import { useMove } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';

export function ImportSheet({ of, onClose }: { of: 'parts' | 'levels'; onClose: () => void }) {
  const { t } = useTranslation('parts');
  const { me } = useSession();
  const scope = useScope();
  const [brandId, setBrandId] = useState(scope.brand_id ?? me.brands[0]?.id);
  const [file, setFile] = useState<{ id: string; name: string } | null>(null);
  const [would, setWould] = useState<UpsertAnswer | null>(null);
  const [done, setDone] = useState<UpsertAnswer | null>(null);
  const take = useMove(of === 'parts' ? partsApi.importFile : stockLevels.importFile);
  const run = async (id: string, mode: 'check' | 'import') => {
    if (!brandId) return;
    const answer = await take.run({ query: { brand_id: brandId }, body: { file_id: id, mode } });
    if (answer) (mode === 'check' ? setWould : setDone)(answer);
  };
  const shown = done ?? would;
  const changes = would ? would.created + would.updated : 0;
  return (
    <Modal
      open
      width={620}
      title={t(`import.${of}`)}
      okText={done ? t('import.close') : t('import.take', { count: changes })}
      cancelText={t('back')}
      {...(done ? { cancelButtonProps: { style: { display: 'none' } } } : {})}
      okButtonProps={{ disabled: !done && (!file || changes === 0) }}
      confirmLoading={take.busy}
      onOk={() => (done ? onClose() : file && void run(file.id, 'import'))}
      onCancel={onClose}
    >
      <Fields>
        {me.brands.length > 1 && (
          <Field label={t('import.brand')}>
            <Select
              value={brandId}
              disabled={file !== null}
              onChange={setBrandId}
              options={me.brands.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        )}
        {!done && (
          <FileDrop
            accept=".csv,.xlsx"
            maxBytes={60_000_000}
            note={t(`import.${of}_note`)}
            send={async (picked, progress) => {
              setWould(null);
              const { id, name } = await upload(picked, progress);
              setFile({ id, name });
              await run(id, 'check');
            }}
          />
        )}
      </Fields>
      {take.problem && <ErrorState words={take.problem.words} requestId={take.problem.requestId} />}
      {shown && (
        <div className="parts-import" aria-live="polite">
          <p>
            <b>{done ? t('import.done') : t('import.would', { file: file?.name })}</b>
          </p>
          <ul>
            <li>
              <Status tone="good">{t('import.created', { count: shown.created })}</Status>
            </li>
            <li>
              <Status tone="here">{t('import.updated', { count: shown.updated })}</Status>
            </li>
            <li>
              <Status tone="idle">{t('import.unchanged', { count: shown.unchanged })}</Status>
            </li>
            {shown.failed > 0 && (
              <li>
                <Status tone="bad">{t('import.failed', { count: shown.failed })}</Status>
              </li>
            )}
          </ul>
          {shown.errors.slice(0, 20).map((error) => (
            <p key={`${error.row}${error.code}`} className="r-second">
              {t('import.row', { row: error.row, message: error.message })}
            </p>
          ))}
        </div>
      )}
    </Modal>
  );
}
