/** Beside the picture: what it is about, and the two questions of a call in their order. */
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Code } from '../../ui/code.tsx';
import type { CallPaneProps } from '../parts.ts';
import { SettlePane } from '../settle/settle-pane.tsx';
import { SheetPane } from '../sheets/sheet-pane.tsx';

export function PaneHead({ call }: Pick<CallPaneProps, 'call'>) {
  const { t } = useTranslation('calls');
  return (
    <header className="call-pane-head">
      {call.goods ? (
        <div className="call-goods">
          {call.goods.photo_url && <img src={call.goods.photo_url} alt="" />}
          <div>
            <p className="r-strong">{call.goods.title ?? call.conversation.subject}</p>
            <p className="r-second">
              {t('ring.order')}{' '}
              <Link to="/orders/$id" params={{ id: call.goods.order_id }}>
                <Code>{call.goods.order_number}</Code>
              </Link>
              {call.return && (
                <>
                  {' · '}
                  <Link to="/returns/$id" params={{ id: call.return.id }}>
                    <Code>{call.return.code}</Code>
                  </Link>
                </>
              )}
            </p>
          </div>
        </div>
      ) : (
        <>
          <p className="r-strong">{call.conversation.subject}</p>
          <p className="r-second">
            {t('call.no_order')}{' '}
            <Link to="/inbox/$id" params={{ id: call.conversation.id }}>
              {t('call.to_conversation')}
            </Link>
          </p>
        </>
      )}
      {call.note && <p className="call-note">{call.note}</p>}
    </header>
  );
}

export function Pane(props: CallPaneProps) {
  const { t } = useTranslation('calls');
  const [tab, setTab] = useState<'settle' | 'sheet'>('settle');
  return (
    <div className="call-pane-body">
      <PaneHead call={props.call} />
      <Segmented
        block
        className="call-pane-tabs"
        value={tab}
        onChange={setTab}
        options={[
          { value: 'settle', label: t('call.tab.settle') },
          { value: 'sheet', label: t('call.tab.sheet') },
        ]}
      />
      <div className="call-pane-slot">{tab === 'settle' ? <SettlePane {...props} /> : <SheetPane {...props} />}</div>
    </div>
  );
}
