/** Erasing for good, with the reason: what was kept of a call, or one film of it. */
import { callEvidence, callRecordings } from '@recoup/contract';
import { Button, Input, Modal, Radio } from 'antd';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../../app/queries.ts';

export function EraseCall({ id }: { id: string }) {
  const { t } = useTranslation('calls');
  const [open, setOpen] = useState(false);
  const [what, setWhat] = useState<'all' | 'stills' | 'recordings'>('all');
  const [because, setBecause] = useState('');
  const erase = useMove(callEvidence.erase, { onDone: () => setOpen(false) });
  return (
    <>
      <Button danger icon={<Trash2 size={15} />} onClick={() => setOpen(true)}>
        {t('past.erase')}
      </Button>
      <Reason
        open={open}
        title={t('past.erase_title')}
        busy={erase.busy}
        problem={erase.problem?.words ?? null}
        because={because}
        onBecause={setBecause}
        onClose={() => setOpen(false)}
        onDone={() => void erase.run({ params: { id }, body: { what, because: because.trim() } })}
      >
        <Radio.Group
          value={what}
          onChange={(event) => setWhat(event.target.value as typeof what)}
          options={(['all', 'stills', 'recordings'] as const).map((value) => ({
            value,
            label: t(`past.erase_what.${value}`),
          }))}
        />
      </Reason>
    </>
  );
}

export function EraseFilm({ id }: { id: string }) {
  const { t } = useTranslation('calls');
  const [open, setOpen] = useState(false);
  const [because, setBecause] = useState('');
  const erase = useMove(callRecordings.erase, { onDone: () => setOpen(false) });
  return (
    <>
      <Button size="small" danger icon={<Trash2 size={14} />} onClick={() => setOpen(true)}>
        {t('past.erase_film')}
      </Button>
      <Reason
        open={open}
        title={t('past.erase_film')}
        busy={erase.busy}
        problem={erase.problem?.words ?? null}
        because={because}
        onBecause={setBecause}
        onClose={() => setOpen(false)}
        onDone={() => void erase.run({ params: { id }, body: { because: because.trim() } })}
      />
    </>
  );
}

type ReasonProps = {
  open: boolean;
  title: string;
  busy: boolean;
  problem: string | null;
  because: string;
  onBecause: (because: string) => void;
  onClose: () => void;
  onDone: () => void;
  children?: React.ReactNode;
};

/** Nothing goes without a reason: that it was there, and why it went, stays. */
export function Reason(props: ReasonProps) {
  const { t } = useTranslation('calls');
  return (
    <Modal
      open={props.open}
      title={props.title}
      okText={t('past.erase_yes')}
      okButtonProps={{ danger: true, disabled: props.because.trim().length < 3, loading: props.busy }}
      onOk={props.onDone}
      onCancel={props.onClose}
      destroyOnHidden
    >
      <div className="past-reason">
        {props.children}
        <p className="r-second">{t('past.erase_means')}</p>
        <Input
          value={props.because}
          maxLength={500}
          placeholder={t('past.erase_why')}
          aria-label={t('past.erase_why')}
          onChange={(event) => props.onBecause(event.target.value)}
        />
        {props.problem && (
          <p className="r-t-bad" role="alert">
            {props.problem}
          </p>
        )}
      </div>
    </Modal>
  );
}
