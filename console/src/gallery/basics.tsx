import { Button, Segmented, Switch, Tabs } from 'antd';
import { Code } from '../ui/code.tsx';
import { QrCode } from '../ui/data-matrix.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useFormat, useNow } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Note } from '../ui/page.tsx';
import { Clock, Shape, Status, StatusLegend, type Tone, When } from '../ui/status.tsx';
import { CompareBar, ProgressBar, ValueBar, ValueLegend } from '../ui/value-bar.tsx';
import { useSay } from './samples.ts';

const tones: Tone[] = ['good', 'clock', 'bad', 'move', 'bot', 'idle', 'here', 'diff'];

export function Basics() {
  const say = useSay();
  const now = useNow();
  const f = useFormat();
  const minute = 60_000;
  return (
    <div className="r-gallery-grid">
      <StatusLegend />
      <div className="r-gallery-line">
        {tones.map((tone) => (
          <Shape key={tone} tone={tone} size={24} />
        ))}
        <Status tone="good" strong>
          {say('Accepted, refurbish', '已接受，翻新')}
        </Status>
        <Status tone="clock" strong>
          {say('Refund owed', '应退款')}
        </Status>
      </div>
      <div className="r-gallery-line">
        {[-22, 16, 49, 166, 1620, 4320].map((minutes) => (
          <Clock key={minutes} due={now + minutes * minute} />
        ))}
        <When at={now} />
        <When at={now - 86_400_000 * 3} />
        <span>{f.fullDateTime(now)}</span>
        <span>{f.dayHead(now)}</span>
      </div>
      <div className="r-gallery-line">
        <Money value={{ amount: 128460, currency: 'USD' }} />
        <Money value={{ amount: -310, currency: 'USD' }} />
        <Money value={null} />
        <Money value={{ amount: 31284, currency: 'USD' }} big />
        <Code>RMA-7F3K-92QD</Code>
        <Code size="head">RMA-7F3K-92QD</Code>
        <Code size="page" copy>
          RMA-7F3K-92QD
        </Code>
      </div>
      <div style={{ maxWidth: 480, display: 'grid', gap: 10 }}>
        <ValueLegend />
        <ValueBar back={15030} spent={16146} currency="USD" />
        <ValueBar back={9960} spent={[1400, 680, 1000]} currency="USD" scale={31176} height={20} />
        <ValueBar back={0} spent={680} currency="USD" scale={6415} height={7} />
        <CompareBar share={0.7} look />
        <CompareBar share={0.4} />
        <ProgressBar share={0.66} label="8,214 / 12,480" />
      </div>
      <div className="r-gallery-line">
        {['j', 'k', 'Enter', 'x', 'Escape', '/', '['].map((key) => (
          <Kbd key={key} k={key} />
        ))}
        <Kbd k=" " large />
        <Kbd k="1" large />
        <Button type="primary">{say('Send refund $312.84', '发送退款 $312.84')}</Button>
        <Button>{say('Ask a person', '问同事')}</Button>
        <Button danger>{say('Decline', '拒绝')}</Button>
        <Button type="text">{say('Discard', '放弃')}</Button>
        <Button type="primary" loading>
          {say('Saving', '保存中')}
        </Button>
        <Button disabled>{say('Approve', '批准')}</Button>
        <Segmented options={[say('Mine 15', '我的 15'), say('Support 62', '客服 62'), say('Money 9', '资金 9')]} />
        <Switch defaultChecked />
        <Switch />
      </div>
      <Tabs items={[say('Owed 17', '待退 17'), say('Sending 2', '发送中 2')].map((label) => ({ key: label, label }))} />
      <div style={{ maxWidth: 360 }}>
        <Note icon={<Shape tone="bot" />}>
          <strong>{say('Safe to run twice.', '可以重复导入。')}</strong>{' '}
          {say('A row is known by its order number and SKU.', '每行按订单号和 SKU 识别。')}
        </Note>
      </div>
      <QrCode text="https://recoup.example/r/RMA-7F3K-92QD" label="QR" size={96} />
    </div>
  );
}
