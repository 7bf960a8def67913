import { ScanLine } from 'lucide-react';
import { useNow } from '../ui/locale.tsx';
import { useScanQueue } from '../ui/scan-queue.ts';
import { Answers } from '../ui/station/answers.tsx';
import { BinCard, DoNow, LabelCard, ScanBox } from '../ui/station/do-now.tsx';
import { OfflineBar } from '../ui/station/offline-bar.tsx';
import { Station, type StationProps, useResult } from '../ui/station/station.tsx';
import { carton, useSay, vacuum } from './samples.ts';

function useFrame(): Pick<StationProps, 'place' | 'counts' | 'person' | 'timeZone' | 'onLeave'> {
  const say = useSay();
  return {
    place: say('Dallas, bench 3', '达拉斯，3 号台'),
    counts: say('12 units wait, 31 done today', '12 件等待，今天完成 31 件'),
    person: 'Tasha Moore',
    timeZone: 'America/Chicago',
    onLeave: () => window.history.back(),
  };
}

function Unit() {
  const say = useSay();
  return (
    <div style={{ display: 'grid', gap: 2 }}>
      <b className="r-mono" style={{ fontSize: 29, lineHeight: '40px' }}>
        LPN-4K7P-31
      </b>
      <b>{say('Sweep R7 robot vacuum', 'Sweep R7 扫地机器人')}</b>
      <span className="r-station-over">S/N R7-2608-114-0932</span>
      <span className="r-station-over">RMA-7F3K-92QD</span>
      <img src={vacuum} alt="" style={{ width: '100%', borderRadius: 8, margin: '12px 0' }} />
      <span className="r-station-over">{say('Buyer says', '买家说')}</span>
      <b className="r-medium">
        {say('“Left wheel stops on hard floor, it spins in circles.”', '“左轮在硬地面上不转，原地打转。”')}
      </b>
    </div>
  );
}

export function Inspect() {
  const say = useSay();
  const frame = useFrame();
  const [result, tell] = useResult();
  const steps = [
    say('Box and labels', '包装与标签'),
    say('Everything in the box', '配件齐全'),
    say('Looks, top and sides', '外观：顶面与侧面'),
    say('Powers on', '开机'),
    say('Drives straight', '直线行驶'),
    say('Finds its dock', '回充'),
  ];
  useScanQueue(async (text) =>
    tell({
      tone: 'bad',
      words: say(`Not this unit: ${text}`, `不是这一件：${text}`),
      aside: say('Nothing counted', '没有计数'),
    }),
  );
  return (
    <Station
      {...frame}
      name={say('Inspect', '检测')}
      result={
        result ?? {
          tone: 'good',
          words: say('LPN-4K7P-31 scanned, this is the right unit', '已扫描 LPN-4K7P-31，是这一件'),
          aside: say('2 min 14 s of 4 min usual', '已用 2 分 14 秒，通常 4 分钟'),
        }
      }
      left={<Unit />}
      right={
        <ol>
          {steps.map((step, at) => (
            <li
              key={step}
              style={{
                display: 'flex',
                gap: 16,
                padding: '10px 6px',
                borderBottom: '1px solid var(--line)',
                fontSize: 16,
                ...(at === 4
                  ? { background: 'var(--slab)', color: 'var(--onSlab)', borderRadius: 6, fontWeight: 600 }
                  : at > 4
                    ? { color: 'var(--ink3)' }
                    : {}),
              }}
            >
              <span>{at + 1}</span>
              {step}
            </li>
          ))}
        </ol>
      }
      keys={[
        { keys: ['1', '2', '3'], word: say('answer', '作答') },
        { keys: [' '], word: say('photo', '拍照') },
        { keys: ['z'], word: say('step back', '退一步') },
        { keys: ['h'], word: say('ask for help', '请求帮助') },
      ]}
      foot={
        <>
          <ScanLine size={18} /> {say('Scan another LPN to switch units', '扫描其他 LPN 可切换单件')}
        </>
      }
    >
      <p className="r-station-over">{say('Step 5 of 9', '第 5 步，共 9 步')}</p>
      <h1 className="r-station-question">
        {say('Press Start. Does it drive straight for 3 feet?', '按下启动键，能直线行驶 1 米吗？')}
      </h1>
      <p style={{ fontSize: 18, color: 'var(--ink2)', marginBottom: 16 }}>
        {say(
          'Put it on the gray mat, facing the yellow line. Both wheels must turn.',
          '放在灰色垫上，朝向黄线。两个轮子都要转。',
        )}
      </p>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 14, marginBottom: 20 }}>
        <img src={vacuum} alt="" style={{ width: '100%', borderRadius: 8 }} />
        <img src={vacuum} alt="" style={{ width: '100%', borderRadius: 8, border: '3px solid var(--ink)' }} />
      </div>
      <Answers
        answers={[
          {
            key: '1',
            word: say('Yes', '能'),
            note: say('Both wheels turn', '两轮都转'),
            command: 'CMD-PASS',
            tone: 'good',
            run: () => tell({ tone: 'good', words: say('Passed', '通过') }),
          },
          {
            key: '2',
            word: say('No', '不能'),
            note: say('Then say what failed', '然后说明故障'),
            command: 'CMD-FAIL',
            tone: 'bad',
            run: () => tell({ tone: 'idle', words: say('Noted: it does not', '已记录：不能') }),
          },
          {
            key: '3',
            word: say('Can’t test', '无法测试'),
            note: say('Will not start', '无法启动'),
            command: 'CMD-SKIP',
            run: () => tell({ tone: 'idle', words: say('Already scanned, nothing changed', '已经扫过，没有改动') }),
          },
        ]}
      />
    </Station>
  );
}

export function Decide() {
  const say = useSay();
  const frame = useFrame();
  return (
    <Station
      {...frame}
      name={say('Decide', '处置')}
      left={<Unit />}
      now={
        <DoNow
          step={say('Put it in the bench bin and scan the bin', '放进维修架并扫描库位')}
          waiting={say('Waiting for scan', '等待扫描')}
          foot={say(
            'Another way out needs a reason. Press its number, then pick one.',
            '改选处置需要理由：按编号，再选理由。',
          )}
        >
          <BinCard code="R-04" note={say('Repair rack, 6 ft left', '维修架，左侧 2 米')} />
          <p>
            {say('The scan confirms', '扫描即确认')} <strong>{say('Refurbish', '翻新')}</strong>
            {say(' and opens a repair order.', '，并开维修单。')}
          </p>
        </DoNow>
      }
      keys={[
        { keys: ['1', '…', '5'], word: say('choose', '选择') },
        { keys: ['p'], word: say('print tag', '打印标签') },
      ]}
    >
      <h1>{say('Ways out, most money back first', '处置方式，回收最多的在前')}</h1>
    </Station>
  );
}

export function Receive() {
  const say = useSay();
  const frame = useFrame();
  return (
    <Station
      {...frame}
      name={say('Receive', '收货')}
      result={{
        tone: 'bad',
        words: say('Not in this return: R5-2604-077-1420 is a Sweep R5', '不在此退货中：R5-2604-077-1420 是 Sweep R5'),
        aside: say('Nothing counted', '没有计数'),
      }}
      left={<img src={carton} alt="" style={{ width: '100%', borderRadius: 8 }} />}
      now={
        <DoNow
          step={say('Stick this label on the vacuum and scan it', '把标签贴在机身上并扫描')}
          waiting={say('Waiting for the label', '等待扫描标签')}
        >
          <LabelCard code="LPN-4K7P-31" lines={['Sweep R7, white', 'Lumora, Dallas, Nov 16']} />
          <p>
            {say(
              'Flat side, not on the bumper. Printed 2:10 PM on Zebra 2.',
              '贴在平面，不要贴在缓冲条上。14:10 由 Zebra 2 打印。',
            )}
          </p>
        </DoNow>
      }
      keys={[
        { keys: ['e'], word: say('box empty', '箱子已空') },
        { keys: ['p'], word: say('print again', '重新打印') },
      ]}
    >
      <h1>{say('Is this what came in the box?', '箱子里是这件吗？')}</h1>
      <div style={{ marginTop: 20 }}>
        <Answers
          size="small"
          answers={[
            {
              key: '1',
              word: say('Yes, it was inside', '是，在箱内'),
              note: say('Received as a wrong item', '按错货收下'),
              command: 'CMD-YES',
              run: () => undefined,
            },
            {
              key: '2',
              word: say('No, other parcel', '不是，别的包裹'),
              note: say('Put it back, scan again', '放回，重新扫描'),
              command: 'CMD-NO',
              run: () => undefined,
            },
          ]}
        />
      </div>
    </Station>
  );
}

export function Offline() {
  const say = useSay();
  const frame = useFrame();
  const now = useNow();
  return (
    <Station
      {...frame}
      name={say('Receive', '收货')}
      offline={<OfflineBar since={now - 180_000} waiting={7} again={20_000} />}
      result={{
        tone: 'idle',
        words: say('Already scanned, nothing changed', '已经扫过，没有改动'),
        aside: say('R7-2608-114-0932, first scanned 2:10 PM', 'R7-2608-114-0932，14:10 首次扫描'),
      }}
      now={
        <DoNow
          step={say('Scan the next parcel', '扫描下一个包裹')}
          waiting={say('Carrier label, RMA or LPN', '运单、RMA 或 LPN')}
        />
      }
    >
      <h1>{say('Scan the next parcel', '扫描下一个包裹')}</h1>
      <ScanBox />
    </Station>
  );
}
