/** Sends, or adds the note; other ways to send stand under the arrow. */
import { Button, Dropdown, Space } from 'antd';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Where the conversation is left. */
export type After = 'open' | 'waiting' | 'resolved';

export function SendButton(props: {
  mode: 'reply' | 'note';
  busy: boolean;
  off: boolean;
  /** What else pressing it does: `Send and ship the part`. Then it cannot be sent later. */
  verb?: string | null;
  onSend: (after: After) => void;
  onLater: () => void;
}) {
  const { t } = useTranslation('inbox');
  const { busy, off } = props;
  const main = (
    <Button type="primary" disabled={off} loading={busy} onClick={() => props.onSend('waiting')}>
      {props.mode === 'note' ? t('note.add') : (props.verb ?? t('send.now'))} <kbd className="inbox-key">⌘↵</kbd>
    </Button>
  );
  if (props.mode === 'note') return <span className="inbox-reply-send">{main}</span>;
  return (
    <Space.Compact className="inbox-reply-send">
      {main}
      <Dropdown
        trigger={['click']}
        placement="topRight"
        disabled={off || busy}
        menu={{
          items: [
            { key: 'resolved', label: t('send.resolve') },
            { key: 'open', label: t('send.open') },
            ...(props.verb ? [] : [{ key: 'later', label: t('send.later') }]),
          ],
          onClick: ({ key }) => (key === 'later' ? props.onLater() : props.onSend(key as After)),
        }}
      >
        <Button type="primary" aria-label={t('send.other')} icon={<ChevronDown size={15} />} />
      </Dropdown>
    </Space.Compact>
  );
}
