import { Button } from 'antd';
import {
  CircleCheckBig,
  CircleDollarSign,
  ClipboardCheck,
  Ellipsis,
  Mail,
  ScanLine,
  Signpost,
  Truck,
  Users,
  Video,
} from 'lucide-react';
import { useState } from 'react';
import { Code } from '../ui/code.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Item } from '../ui/list-parts.tsx';
import { type Column, ListTable } from '../ui/list-table.tsx';
import { useNow } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Columns, Page, PaneLayout, Section } from '../ui/page.tsx';
import { PhotoGrid } from '../ui/photo.tsx';
import { Rows } from '../ui/rows.tsx';
import { StageRail } from '../ui/stage-rail.tsx';
import { Status, type Tone } from '../ui/status.tsx';
import { ThreeFacts } from '../ui/three-facts.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { ValueBar } from '../ui/value-bar.tsx';
import { still } from './lists.tsx';
import { carton, useSay, vacuum } from './samples.ts';

type Line = {
  id: string;
  title: string;
  note: string;
  photo: string | null;
  reason: string;
  n: [number, number, number];
  grade: string;
  way: [Tone, string];
  paid: number | null;
};

export function Detail() {
  const say = useSay();
  const now = useNow();
  const [start] = useState(now);
  const hour = 3_600_000;
  const usd = (amount: number) => <Money value={{ amount, currency: 'USD' }} />;
  const lines: Line[] = [
    {
      id: '1',
      title: say('Sweep R7 robot vacuum', 'Sweep R7 扫地机器人'),
      note: say('LM-R7-WHT, batch 2608', 'LM-R7-WHT，批次 2608'),
      photo: vacuum,
      reason: say('Damaged or defective', '损坏或故障'),
      n: [1, 1, 1],
      grade: 'C',
      way: ['good', say('Refurbish', '翻新')],
      paid: 28900,
    },
    {
      id: '2',
      title: say('Dust bags, 6 pack', '尘袋 6 个装'),
      note: say('LM-R7-BAG6, comes with the R7', 'LM-R7-BAG6，随 R7 附送'),
      photo: null,
      reason: say('In the kit', '套装内'),
      n: [1, 0, 0],
      grade: '',
      way: ['diff', say('Short, buyer told', '缺件，已告知买家')],
      paid: null,
    },
  ];
  const columns: Column<Line>[] = [
    {
      key: 'item',
      head: say('Item', '商品'),
      cell: (row) => <Item photo={row.photo} title={<b className="r-medium">{row.title}</b>} note={row.note} />,
    },
    { key: 'reason', head: say('Reason', '原因'), width: 160, cell: (row) => row.reason },
    { key: 'asked', head: say('Asked', '申请'), width: 66, align: 'right', cell: (row) => row.n[0] },
    { key: 'received', head: say('Received', '收到'), width: 80, align: 'right', cell: (row) => <b>{row.n[1]}</b> },
    { key: 'accepted', head: say('Accepted', '接受'), width: 80, align: 'right', cell: (row) => row.n[2] },
    { key: 'grade', head: say('Grade', '成色'), width: 80, cell: (row) => row.grade || '—' },
    {
      key: 'way',
      head: say('Way out', '处置'),
      width: 150,
      cell: (row) => <Status tone={row.way[0]}>{row.way[1]}</Status>,
    },
    {
      key: 'paid',
      head: say('Paid', '实付'),
      width: 96,
      align: 'right',
      cell: (row) => (row.paid === null ? say('in R7', '含于 R7') : usd(row.paid)),
    },
  ];
  return (
    <div style={{ height: '100dvh' }}>
      <PaneLayout
        rightTitle={say('Timeline', '时间线')}
        right={
          <Timeline
            filters={[
              { key: 'messages', label: say('Messages', '消息'), kinds: ['message'] },
              { key: 'scans', label: say('Scans', '扫描'), kinds: ['scan'] },
              { key: 'money', label: say('Money', '资金'), kinds: ['money'] },
            ]}
            entries={[
              {
                id: '1',
                at: start - 10 * 60_000,
                icon: CircleDollarSign,
                tone: 'clock',
                kind: 'money',
                title: say('Refund of $312.84 owed', '应退款 $312.84'),
                detail: say('Over $300, a second person sends it', '超过 $300，由第二人发送'),
              },
              {
                id: '2',
                at: start - 11 * 60_000,
                icon: Signpost,
                tone: 'good',
                kind: 'scan',
                title: say('Way out: refurbish', '处置：翻新'),
                detail: say('Rule “drive fault, C”, $150.30 expected', '规则“驱动故障，C”，预计回收 $150.30'),
              },
              {
                id: '3',
                at: start - 15 * 60_000,
                icon: ClipboardCheck,
                tone: 'good',
                kind: 'scan',
                title: say('Inspected in 3 min 48 s', '检测用时 3 分 48 秒'),
                detail: say('Looks B, works C. Left wheel stalls', '外观 B，功能 C。左轮卡住'),
              },
              {
                id: '4',
                at: start - 24 * hour,
                icon: ScanLine,
                kind: 'scan',
                title: say('Parcel unpacked at Dallas', '达拉斯已拆包'),
                detail: say('Vacuum and dock in the box, dust bags not', '主机和底座在箱内，缺尘袋'),
              },
              {
                id: '5',
                at: start - 24.5 * hour,
                icon: Truck,
                tone: 'move',
                kind: 'scan',
                title: say('Arrived at dock 4, Dallas', '到达达拉斯 4 号口'),
                detail: 'UPS 1Z 84A 2E7 03 9920 4417',
              },
              {
                id: '6',
                at: start - 27 * hour,
                icon: Mail,
                kind: 'message',
                title: say('Dana: “When does my refund arrive?”', 'Dana：“退款什么时候到？”'),
                detail: say('Assistant answered: within 2 days of arrival', '智能客服回复：到货后 2 天内'),
              },
              {
                id: '7',
                at: start - 190 * hour,
                icon: CircleCheckBig,
                tone: 'good',
                kind: 'message',
                title: say('Approved by policy', '按政策批准'),
                detail: say('Day 10 of 30, brand pays freight', '第 10 天（共 30 天），品牌承担运费'),
              },
              {
                id: '8',
                at: start - 191 * hour,
                icon: Video,
                kind: 'message',
                title: say('Video call, 6 min 20 s', '视频通话 6 分 20 秒'),
                detail: say(
                  'Verdict: factory. Wheel stalls on hard floor. 3 stills',
                  '责任判定：工厂。硬地面上轮子卡住。3 张截图',
                ),
              },
            ]}
          />
        }
      >
        <Page
          crumbs={[
            <a key="r" href="/">
              {say('Returns', '退货')}
            </a>,
            <span key="d">
              {say('Needs a decision', '待决定')} · {say('2 of 9', '第 2 / 9')} <Kbd k="[" /> <Kbd k="]" />
            </span>,
          ]}
          title={
            <Code size="page" copy>
              RMA-7F3K-92QD
            </Code>
          }
          aside={
            <>
              <span>Dana Whitfield, Plano, TX</span>
              <span>{say('order #20377', '订单 #20377')}</span>
            </>
          }
          verbs={
            <>
              <Button icon={<Ellipsis size={16} />} aria-label={say('More', '更多')} />
              <Button icon={<Users size={16} />}>{say('Ask a person', '问同事')}</Button>
              <Button type="primary">{say('Send refund $312.84', '发送退款 $312.84')}</Button>
            </>
          }
        >
          <StageRail
            stages={[
              {
                key: 'a',
                name: say('Requested', '已申请'),
                state: 'done',
                note: say('Nov 9, 2:14 PM', '11月9日 14:14'),
              },
              {
                key: 'b',
                name: say('Approved', '已批准'),
                state: 'done',
                note: say('Nov 9, by policy', '11月9日，按政策'),
              },
              {
                key: 'c',
                name: say('In transit', '在途'),
                state: 'done',
                note: say('Nov 12 to 16, UPS', '11月12日至16日，UPS'),
              },
              {
                key: 'd',
                name: say('Received', '已收货'),
                state: 'now',
                note: say('Nov 16, Dallas', '11月16日，达拉斯'),
              },
              { key: 'e', name: say('Closed', '已关闭'), state: 'to_come', note: say('after refund', '退款后') },
            ]}
          />
          <ThreeFacts
            where={{
              tone: 'here',
              word: say('Dallas, bench 2', '达拉斯，2 号台'),
              note: (
                <>
                  {say('Unit', '单件')} <Code>LPN-4K7P-31</Code>
                  {say(', waits for repair', '，等待维修')}
                </>
              ),
            }}
            decided={{
              tone: 'good',
              word: say('Accepted, refurbish', '已接受，翻新'),
              note: say('Inspected today by Tasha Moore', '今天由 Tasha Moore 检测'),
            }}
            money={{
              tone: 'clock',
              word: say('Refund owed', '应退款'),
              note: say('Send before Wed Nov 18, 5:00 PM PT', '须在 11月18日 周三 17:00（洛杉矶）前发送'),
            }}
          />
          <Section title={say('Lines', '明细')}>
            <ListTable
              source={still(lines)}
              columns={columns}
              rowKey={(row) => row.id}
              rowHeight={54}
              label="lines"
              empty={null}
              keysOn={false}
              foot={false}
            />
          </Section>
          <Columns>
            <Section title={say('Buyer’s money', '买家的钱')}>
              <Rows
                kind="plain"
                rows={[
                  { key: '1', label: 'Sweep R7', value: usd(28900) },
                  { key: '2', label: say('Sales tax, TX 8.25%', '销售税，TX 8.25%'), value: usd(2384) },
                  {
                    key: '3',
                    label: say('Dust bags missing', '缺尘袋'),
                    note: say('under $20, waived', '低于 $20，免扣'),
                    value: usd(0),
                  },
                  {
                    key: '4',
                    label: say('Refund to Visa ending 4417', '退至尾号 4417 的 Visa'),
                    value: usd(31284),
                    total: true,
                  },
                ]}
              />
            </Section>
            <Section title={say('What this return costs the brand', '这次退货花了品牌多少钱')}>
              <ValueBar back={15030} spent={16146} currency="USD" />
              <Rows
                kind="plain"
                rows={[
                  {
                    key: '0',
                    label: <b className="r-t-good">{say('Expected back $150.30', '预计回收 $150.30')}</b>,
                    value: <b>{say('Net cost $161.46', '净成本 $161.46')}</b>,
                  },
                  { key: '1', label: say('Refund, tax reclaimed', '退款（税已抵）'), value: usd(28900) },
                  {
                    key: '2',
                    label: say('Label, handling, storage', '面单、处理、仓储'),
                    note: '14.85 + 7.60 + 0.31',
                    value: usd(2276),
                  },
                  {
                    key: '3',
                    label: say('Recovered by refurbish', '翻新回收'),
                    note: say('expected', '预计'),
                    value: usd(-15030),
                  },
                ]}
              />
            </Section>
          </Columns>
          <Section
            title={say('Evidence', '证据')}
            aside={say('9 photos, 1 call', '9 张照片，1 次通话')}
            verbs={
              <span className="r-quiet">
                <Kbd k="e" /> {say('view all', '查看全部')}
              </span>
            }
          >
            <PhotoGrid
              openKey="e"
              pictures={Array.from({ length: 6 }, (_, at) => ({
                id: String(at),
                url: at === 4 ? carton : vacuum,
                caption: say('Left wheel stalls', '左轮卡住'),
                note: say('Inspection, 7:24 AM', '检测，07:24'),
              }))}
            />
          </Section>
        </Page>
      </PaneLayout>
    </div>
  );
}
