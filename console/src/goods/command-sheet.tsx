/** Keys of a station with the code that does the same, so that a scanner alone is enough. */
import './goods.css';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataMatrix } from '../ui/data-matrix.tsx';
import { Kbd } from '../ui/kbd.tsx';

export type Command = { key: string; word: string; command: string };

export function CommandSheet(props: { open: boolean; onClose: () => void; commands: readonly Command[] }) {
  const { t } = useTranslation('goods');
  return (
    <Modal open={props.open} onCancel={props.onClose} footer={null} title={t('help.title')} width={760} destroyOnHidden>
      <p className="goods-help-note">{t('help.note')}</p>
      <ul className="goods-help">
        {props.commands.map((each) => (
          <li key={each.command}>
            <DataMatrix text={each.command} label={each.command} size={64} />
            <span>
              <span className="goods-help-word">
                <Kbd k={each.key} large />
                <b>{each.word}</b>
              </span>
              <span className="r-mono r-quiet">{each.command}</span>
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
