import { Button, Segmented } from 'antd';
import { Ban, Check, Download, MessageSquare, MessagesSquare, PackageOpen, Plus, ScanLine } from 'lucide-react';
import { useState } from 'react';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { type Column, type ListSource, ListTable } from '../ui/list-table.tsx';
import { useNow } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Clock, Status, type Tone } from '../ui/status.tsx';
import { fryer, lamp, useSay, vacuum } from './samples.ts';

/** Rows that are simply there. */
export function still<Row>(rows: readonly Row[], over: Partial<ListSource<Row>> = {}): ListSource<Row> {
  return {
    rows,
    total: rows.length,
    loading: false,
    error: null,
    retry: () => undefined,
    hasMore: false,
    loadingMore: false,
    loadMore: () => undefined,
    question: '',
    pages: 1,
    ...over,
  };
}

type Row = {
  id: string;
  minutes: number;
  who: string;
  what: string;
  why: string;
  photo: string;
  where: [Tone, string];
  decided: [Tone, string];
  money: [Tone, string];
  paid: number;
  open: boolean;
};

function useRows(): Row[] {
  const say = useSay();
  const asks: [Tone, string] = ['idle', say('Asks a person', '待人工')];
  const not: [Tone, string] = ['idle', say('Not owed yet', '尚未应付')];
  const home: [Tone, string] = ['idle', say('With the buyer', '在买家处')];
  const row = (
    id: string,
    minutes: number,
    who: string,
    what: string,
    why: string,
    photo: string,
    paid: number,
    over: Partial<Row> = {},
  ): Row => ({ id, minutes, who, what, why, photo, paid, where: home, decided: asks, money: not, open: true, ...over });
  return [
    row(
      'RMA-9KD3-M4RT',
      49,
      'T. Nakamura',
      'Sweep R7',
      say('Changed my mind, day 31 of 30', '改变主意，第 31 天'),
      vacuum,
      28900,
    ),
    row(
      'RMA-7QXV-3D9N',
      56,
      'Gil Ferro',
      'Halo lamp',
      say('Cracked shade, wants a refund', '灯罩破裂，要求退款'),
      lamp,
      12900,
    ),
    row(
      'RMA-6WQ8-HN2V',
      200,
      'Bea Collins',
      'Halo lamp',
      say('Third change of mind this year', '今年第三次改变主意'),
      lamp,
      12900,
    ),
    row(
      'RMA-4TTB-9E7L',
      300,
      'Sam Ruiz',
      'Glow lamp',
      say('Photo shows another brand’s lamp', '照片是别家的灯'),
      lamp,
      4900,
    ),
    row(
      'RMA-3HV5-K8PX',
      360,
      'Ruth Adler',
      say('Halo lamp, 2', 'Halo lamp，2 件'),
      say('Two lamps, one label', '两盏灯，一张面单'),
      lamp,
      25800,
      {
        where: ['move', say('1 of 2 on its way', '2 件中 1 件在途')],
        decided: ['good', say('Approved', '已批准')],
        money: ['clock', say('Owed by Fri', '周五前应付')],
      },
    ),
    row('RMA-7F3K-92QD', 900, 'Dana Whitfield', 'Sweep R7', say('Damaged or defective', '损坏或故障'), vacuum, 31284, {
      where: ['here', say('Dallas, bench 2', '达拉斯，2 号台')],
      decided: ['good', say('Refurbish', '翻新')],
      money: ['clock', say('2nd person', '需第二人')],
      open: false,
    }),
    row(
      'RMA-2FQS-6T9B',
      1000,
      'Noor Haddad',
      'Crisp 5 qt',
      say('Wrong item in the box', '箱内是错误商品'),
      fryer,
      8900,
      { where: ['here', say('Dallas, dock 4', '达拉斯，4 号口')], decided: ['diff', say('Wrong item', '错货')] },
    ),
    row('RMA-8JNE-5Z4T', 1700, 'Kofi Mensah', 'Crisp 5 qt', say('Not as described', '与描述不符'), fryer, 8900, {
      where: ['good', say('Los Angeles, A-12', '洛杉矶，A-12')],
      decided: ['good', say('Restock', '重新上架')],
      money: ['clock', say('Credit owed', '应付余额')],
    }),
    row('RMA-5C8L-Q1WD', 1900, 'Ivy Novak', 'Sweep R5', say('Arrived late', '到货太晚'), vacuum, 15900, {
      where: ['move', say('UPS, due Nov 18', 'UPS，预计11月18日')],
      decided: ['good', say('Approved', '已批准')],
    }),
  ];
}

function useColumns(start: number): Column<Row>[] {
  const say = useSay();
  return [
    {
      key: 'clock',
      head: say('Clock', '时限'),
      width: 112,
      cell: (row) => <Clock due={start + row.minutes * 60_000} />,
    },
    { key: 'code', head: say('Return', '退货'), width: 138, cell: (row) => <Code>{row.id}</Code> },
    {
      key: 'who',
      head: say('Buyer', '买家'),
      width: 120,
      cell: (row) => <b className="r-medium">{row.who}</b>,
      cut: true,
    },
    {
      key: 'item',
      head: say('Item', '商品'),
      cell: (row) => <Item photo={row.photo} title={row.what} note={row.why} />,
    },
    {
      key: 'where',
      head: say('Where it is', '货在哪里'),
      width: 148,
      cell: (row) => <Status tone={row.where[0]}>{row.where[1]}</Status>,
    },
    {
      key: 'decided',
      head: say('Decided', '决定'),
      width: 118,
      cell: (row) => <Status tone={row.decided[0]}>{row.decided[1]}</Status>,
    },
    {
      key: 'money',
      head: say('Money', '资金'),
      width: 122,
      from: 900,
      cell: (row) => <Status tone={row.money[0]}>{row.money[1]}</Status>,
    },
    {
      key: 'paid',
      head: say('Paid', '实付'),
      width: 90,
      align: 'right',
      cell: (row) => <Money value={{ amount: row.paid, currency: 'USD' }} />,
    },
  ];
}

export function PickList() {
  const say = useSay();
  const now = useNow();
  const [start] = useState(now);
  const [state, setState] = useState<string | undefined>('need');
  const columns = useColumns(start);
  const rows = useRows();
  return (
    <div style={{ height: '100dvh', overflow: 'auto' }}>
      <Page
        ground="surface"
        title={say('Needs a decision', '待决定')}
        aside="9"
        verbs={
          <>
            <Button icon={<Download size={15} />}>{say('Export', '导出')}</Button>
            <Button type="primary" icon={<Plus size={15} />}>
              {say('New return', '新建退货')}
            </Button>
          </>
        }
        sentence={
          <SentenceFilter
            sentence={say(
              'Returns of {product} that {state}{and}, soonest {sort} first.',
              '{product}的退货，{state}{and}，按{sort}排序。',
            )}
            words={{
              product: {
                any: say('any product', '任何商品'),
                value: undefined,
                choices: [{ value: 'r7', label: 'Sweep R7', note: 'LM-R7-WHT' }],
                onChange: () => undefined,
              },
              state: {
                value: state,
                choices: [
                  { value: 'need', label: say('need a person', '待人工处理') },
                  { value: 'late', label: say('are late', '已超时') },
                  { value: 'dock', label: say('are at a dock', '在收货口') },
                ],
                changed: state !== 'need',
                onChange: setState,
              },
              sort: {
                value: 'answer',
                choices: [{ value: 'answer', label: say('answer', '答复时限') }],
                onChange: () => undefined,
              },
            }}
            clauses={[
              {
                key: 'asked',
                name: say('asked since', '申请日期'),
                phrase: say(' and {asked}', '，{asked}'),
                word: {
                  value: '30',
                  choices: [{ value: '30', label: say('asked in the last 30 days', '最近 30 天申请') }],
                  changed: true,
                  onChange: () => undefined,
                },
              },
            ]}
          />
        }
      >
        <ListTable
          source={still(rows)}
          columns={columns}
          rowKey={(row) => row.id}
          rowHeight={54}
          label="returns"
          onOpen={() => undefined}
          rowName={(row) => row.id}
          sentenceKey
          chosenNote={(chosen) => (
            <>
              <Money value={{ amount: chosen.reduce((sum, row) => sum + row.paid, 0), currency: 'USD' }} />{' '}
              {say('paid', '实付')}
            </>
          )}
          verbs={[
            {
              key: 'a',
              name: say('Approve', '批准'),
              icon: Check,
              main: true,
              may: (row) => row.open || say('is approved already and waits for its refund.', '已批准，正在等待退款。'),
              run: () => undefined,
            },
            { key: 'q', name: say('Ask buyer', '询问买家'), icon: MessageSquare, run: () => undefined },
            { key: 'd', name: say('Decline', '拒绝'), icon: Ban, run: () => undefined },
          ]}
          empty={null}
        />
      </Page>
    </div>
  );
}

export function WorkList() {
  const say = useSay();
  const now = useNow();
  const [start] = useState(now);
  const rows = useRows().map((row, at) => ({
    ...row,
    minutes: at === 0 ? -22 : row.minutes,
    group: at < 5 ? 'answer' : 'approve',
  }));
  const heads = {
    answer: {
      key: 'answer',
      head: (
        <>
          <MessagesSquare size={15} /> {say('Answer', '答复')}
        </>
      ),
      count: 5,
    },
    approve: {
      key: 'approve',
      head: (
        <>
          <PackageOpen size={15} /> {say('Approve', '批准')}
        </>
      ),
      count: 4,
      note: say('Over $300.00, or outside policy', '超过 $300.00，或超出政策'),
    },
  };
  const columns: Column<(typeof rows)[number]>[] = [
    {
      key: 'clock',
      head: say('Clock', '时限'),
      width: 112,
      cell: (row) => <Clock due={start + row.minutes * 60_000} />,
    },
    { key: 'who', head: say('Buyer', '买家'), width: 120, cell: (row) => <b className="r-medium">{row.who}</b> },
    { key: 'why', head: say('What', '事由'), cell: (row) => row.why, cut: true },
    { key: 'code', head: say('Return', '退货'), width: 138, cell: (row) => <Code>{row.id}</Code> },
    {
      key: 'paid',
      head: say('Paid', '实付'),
      width: 120,
      align: 'right',
      cell: (row) => <Money value={{ amount: row.paid, currency: 'USD' }} />,
    },
  ];
  return (
    <div style={{ height: '100dvh', overflow: 'auto' }}>
      <Page
        title={say('15 things wait for you', '有 15 件事等您处理')}
        aside={
          <>
            <Status tone="bad">{say('1 late', '1 件超时')}</Status>
            <Status tone="clock">{say('3 run out before 10:45', '3 件在 10:45 前到期')}</Status>
          </>
        }
        verbs={
          <Segmented
            options={[
              say('Mine 15', '我的 15'),
              say('Support 62', '客服 62'),
              say('Docks 64', '收货口 64'),
              say('Money 9', '资金 9'),
            ]}
          />
        }
      >
        <ListTable
          source={still(rows)}
          columns={columns}
          rowKey={(row) => row.id}
          label="work"
          openId="RMA-9KD3-M4RT"
          onOpen={() => undefined}
          groupOf={(row) => heads[row.group as 'answer']}
          empty={null}
        />
      </Page>
    </div>
  );
}

export function BlankList() {
  const say = useSay();
  return (
    <Page ground="surface" title={say('At a dock', '在收货口')} aside="0">
      <EmptyState
        title={say('No parcels wait at Los Angeles.', '洛杉矶没有等待的包裹。')}
        note={say(
          'A parcel shows up here when the carrier delivers it or someone scans it. The next three are due Thu Nov 19, by UPS.',
          '承运商送达或有人扫描后，包裹会出现在这里。接下来三件预计 11月19日 周四由 UPS 送达。',
        )}
        action={
          <>
            <Button type="primary" icon={<ScanLine size={15} />}>
              {say('Receive a parcel', '收货')}
            </Button>
            <button type="button" className="r-link">
              {say('See the 23 on the way', '查看在途 23 件')}
            </button>
          </>
        }
      />
    </Page>
  );
}

export function LoadingList() {
  const say = useSay();
  const columns = useColumns(0);
  return (
    <Page ground="surface" title={say('Closed this week', '本周关闭')}>
      <ListTable
        source={still<Row>([], { loading: true })}
        columns={columns}
        rowKey={(row) => row.id}
        rowHeight={54}
        label="loading"
        empty={null}
      />
    </Page>
  );
}
