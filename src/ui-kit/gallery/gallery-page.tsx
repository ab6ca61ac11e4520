import { type ReactNode, useState } from 'react';
import { addDays } from '#kernel/civil-date.ts';
import { personSortKey } from '#kernel/vietnamese.ts';
import { Button, CopyButton, LinkButton, PrintButton } from '../actions.tsx';
import { NoConnection, ServerRefusal } from '../call.ts';
import { type Column, DataTable } from '../data-table.tsx';
import { ConfirmDialog, Dialog } from '../dialog.tsx';
import {
  Badge,
  EmptyState,
  ErrorState,
  LoadingState,
  Notice,
  ProgressBar,
  RefusalNotice,
  StatusDot,
} from '../feedback.tsx';
import {
  Checkbox,
  DateField,
  FileDrop,
  NumberField,
  RadioCards,
  SearchField,
  Segmented,
  SelectField,
  TextArea,
  TextField,
  TimeField,
} from '../fields.tsx';
import { IconCalendar, IconPeople, IconPlus } from '../icons.tsx';
import { Grid, Page, Row, Section, Stack } from '../page-frame.tsx';
import { PickField } from '../pick-field.tsx';
import { CountBar, KeyValue, PersonChip, StatTile, Stepper, Tabs, Timer } from '../show.tsx';
import { showToast } from '../toasts.tsx';

type Person = { id: string; name: string; joinedOn: string; present: boolean; score: number | null };

const SURNAMES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Đỗ', 'Vũ', 'Hoàng'];
const MIDDLES = ['Thị', 'Văn', 'Đức', 'Minh', 'Thu'];
const GIVEN = ['An', 'Ân', 'Bình', 'Đào', 'Hà', 'Khánh', 'Lụa', 'Ngọc', 'Ước', 'Uyên', 'Yến'];
const pick = (list: readonly string[], at: number) => list[at % list.length] ?? '';

const people: Person[] = Array.from({ length: 450 }, (_, i) => ({
  id: String(i),
  name: `${pick(SURNAMES, i * 3)} ${pick(MIDDLES, i * 7 + 1)} ${pick(GIVEN, i * 5 + (i >> 3))}`,
  joinedOn: addDays('1975-02-03', i * 37),
  present: i % 5 !== 0,
  score: i % 7 === 0 ? null : 60 + ((i * 13) % 40),
}));

const columns: Column<Person>[] = [
  {
    key: 'name',
    header: 'Họ và tên',
    primary: true,
    text: (p) => p.name,
    sortKey: (p) => personSortKey(p.name),
  },
  {
    key: 'joined',
    header: 'Ngày vào',
    text: (p) => p.joinedOn.split('-').reverse().join('/'),
    sortKey: (p) => p.joinedOn,
  },
  {
    key: 'present',
    header: 'Có mặt',
    text: (p) => (p.present ? 'Có mặt' : 'Vắng'),
    cell: (p) =>
      p.present ? <StatusDot tone="success">Có mặt</StatusDot> : <StatusDot tone="warn">Vắng</StatusDot>,
  },
  {
    key: 'score',
    header: 'Điểm',
    align: 'end',
    text: (p) => (p.score === null ? '' : String(p.score)),
    sortKey: (p) => p.score,
  },
  {
    key: 'open',
    header: 'Mở',
    isAction: true,
    text: () => '',
    cell: () => <LinkButton to="/kit?row=1">Mở</LinkButton>,
  },
];

const refusal = new ServerRefusal(409, {
  code: 'kit.example',
  message: 'Tháng 10/2026 đã khóa sổ, không ghi thêm được.',
  wayOut: 'Lập phụ lục cho biên bản, hoặc đề nghị cấp trên mở lại tháng.',
  rule: { document: '42-HD/BTCTW', article: 'mục II.3', on: '2025-08-15', verified: false },
});

/** Every piece of the kit on one page, for looking at it and for its tests. Its words are samples. */
export function GalleryPage() {
  return (
    <Page
      title="Bộ giao diện"
      lead="Mọi thành phần ở mọi trạng thái, để xem và để thử."
      width="wide"
      back={{ to: '/', label: 'Về trang đầu' }}
      action={
        <Button kind="main" icon={<IconPlus />}>
          Lập buổi sinh hoạt
        </Button>
      }
    >
      <Actions />
      <Fields />
      <Feedback />
      <Figures />
      <Tables />
    </Page>
  );
}

function Actions() {
  const [dialog, setDialog] = useState<'plain' | 'confirm' | null>(null);
  return (
    <Section title="Nút và hộp thoại" lead="Một việc chính trên mỗi màn hình.">
      <Row>
        <Button kind="main">Việc chính</Button>
        <Button>Việc phụ</Button>
        <Button kind="plain">Việc nhỏ</Button>
        <Button kind="danger">Xóa hẳn</Button>
        <Button kind="main" busy>
          Đang gửi
        </Button>
        <Button disabled>Chưa dùng được</Button>
        <Button kind="main" size="large" icon={<IconCalendar />}>
          Bắt đầu
        </Button>
        <LinkButton to="/kit?go=1">Đi tới</LinkButton>
        <CopyButton text="Kính mời đồng chí" />
        <PrintButton />
      </Row>
      <Row>
        <Button onClick={() => setDialog('plain')}>Mở hộp thoại</Button>
        <Button onClick={() => setDialog('confirm')}>Hỏi trước khi làm</Button>
        <Button onClick={() => showToast({ text: 'Đã lưu ý kiến của đồng chí Nguyễn Thị Ước.' })}>
          Báo đã xong
        </Button>
        <Button onClick={() => showToast({ tone: 'danger', text: 'Không gửi được, hãy thử lại.' })}>
          Báo lỗi
        </Button>
      </Row>
      <Dialog
        open={dialog === 'plain'}
        onClose={() => setDialog(null)}
        title="Ghi lý do vắng"
        actions={
          <Button kind="main" onClick={() => setDialog(null)}>
            Lưu lý do
          </Button>
        }
      >
        <Held initial="">{(value, set) => <TextField label="Lý do" value={value} onChange={set} />}</Held>
      </Dialog>
      <ConfirmDialog
        open={dialog === 'confirm'}
        title="Đóng buổi sinh hoạt?"
        confirmLabel="Đóng buổi sinh hoạt"
        onConfirm={() => setDialog(null)}
        onClose={() => setDialog(null)}
        notice={<RefusalNotice refusal={refusal} />}
      >
        Sau khi đóng, biên bản không sửa được nữa; điều cần chỉnh ghi thành phụ lục.
      </ConfirmDialog>
    </Section>
  );
}

function Held<T>({
  initial,
  children,
}: {
  initial: T;
  children: (value: T, set: (value: T) => void) => ReactNode;
}) {
  const [value, set] = useState(initial);
  return children(value, set);
}

const personOptions = people.slice(0, 120).map((p) => ({ value: p.id, label: p.name, note: 'Đảng viên' }));

function Fields() {
  return (
    <Section title="Ô nhập">
      <Grid cell={20}>
        <Held initial="Nguyễn Thị Ước">
          {(value, set) => (
            <TextField label="Họ và tên" required value={value} onChange={set} hint="Ghi đủ dấu." />
          )}
        </Held>
        <Held initial="abc">
          {(value, set) => (
            <TextField label="Số thẻ" value={value} onChange={set} error="Số thẻ gồm 8 chữ số." />
          )}
        </Held>
        <Held<string | null> initial="2026-11-05">
          {(value, set) => <DateField label="Ngày họp" value={value} onChange={set} />}
        </Held>
        <Held<string | null> initial="19:30">
          {(value, set) => <TimeField label="Giờ họp" value={value} onChange={set} />}
        </Held>
        <Held<number | null> initial={45}>
          {(value, set) => (
            <NumberField
              label="Thời gian"
              unit="phút"
              min={5}
              max={240}
              step={5}
              value={value}
              onChange={set}
            />
          )}
        </Held>
        <Held<string | null> initial={null}>
          {(value, set) => (
            <SelectField
              label="Nơi họp"
              value={value}
              onChange={set}
              options={[
                { value: 'hall', label: 'Nhà văn hóa tổ dân phố' },
                { value: 'ward', label: 'Hội trường phường' },
              ]}
            />
          )}
        </Held>
        <Held<string | null> initial="3">
          {(value, set) => (
            <PickField label="Người phụ trách" value={value} onChange={set} options={personOptions} />
          )}
        </Held>
        <Held initial="">
          {(value, set) => <SearchField label="Tìm người" labelHidden={false} value={value} onChange={set} />}
        </Held>
      </Grid>
      <Held initial="Chi bộ thống nhất tập trung vào công tác vệ sinh môi trường.">
        {(value, set) => (
          <TextArea label="Ý kiến" value={value} onChange={set} hint="Có thể đọc bằng micrô của bàn phím." />
        )}
      </Held>
      <Held<'regular' | 'thematic' | null> initial="regular">
        {(value, set) => (
          <RadioCards
            label="Loại buổi"
            value={value}
            onChange={set}
            options={[
              { value: 'regular', label: 'Thường kỳ', note: 'Mỗi tháng một lần, vào ngày đã định.' },
              { value: 'thematic', label: 'Chuyên đề', note: 'Mỗi quý ít nhất một lần.' },
            ]}
          />
        )}
      </Held>
      <Held<'present' | 'excused' | 'absent'> initial="present">
        {(value, set) => (
          <Segmented
            label="Điểm danh"
            value={value}
            onChange={set}
            options={[
              { value: 'present', label: 'Có mặt' },
              { value: 'excused', label: 'Vắng có lý do' },
              { value: 'absent', label: 'Vắng' },
            ]}
          />
        )}
      </Held>
      <div>
        <Held initial={true}>
          {(value, set) => <Checkbox label="Đã gửi tài liệu trước một ngày" checked={value} onChange={set} />}
        </Held>
        <Held initial={false}>
          {(value, set) => (
            <Checkbox
              label="Mời người theo dõi chi bộ"
              note="Nhận được thông báo trong ứng dụng."
              checked={value}
              onChange={set}
            />
          )}
        </Held>
        <Checkbox label="Một phần danh sách" checked={false} indeterminate onChange={() => {}} />
      </div>
      <FileDrop
        label="Danh sách đảng viên"
        hint="Tệp .xlsx, .xls hoặc .csv, tối đa 10 MB"
        accept=".xlsx,.xls,.csv"
        onFiles={() => {}}
      />
    </Section>
  );
}

function Feedback() {
  return (
    <Section title="Trả lời người dùng">
      <Notice tone="info" title="Tài liệu đã gửi">
        12 trong 18 người đã mở.
      </Notice>
      <Notice tone="success" title="Đủ điều kiện họp" />
      <Notice tone="warn" title="Còn 2 việc quá hạn" action={<Button>Xem việc</Button>} />
      <RefusalNotice refusal={refusal} />
      <RefusalNotice refusal={new NoConnection()} onRetry={() => {}} />
      <Row gap="small">
        <Badge tone="success">Đã xong</Badge>
        <Badge tone="warn">Sắp đến hạn</Badge>
        <Badge tone="danger">Quá hạn</Badge>
        <Badge tone="info">Mới</Badge>
        <Badge tone="brand">Đang làm</Badge>
        <Badge>Chưa làm</Badge>
      </Row>
      <ProgressBar label="Nhiệm vụ tháng này" value={5} max={8} />
      <Grid cell={18}>
        <Section title="Trống" level={3}>
          <EmptyState
            icon={IconCalendar}
            title="Chưa có buổi sinh hoạt nào"
            action={<Button kind="main">Lập buổi đầu tiên</Button>}
          >
            Chọn ngày thường họp, phần còn lại được điền sẵn.
          </EmptyState>
        </Section>
        <Section title="Đang tải" level={3}>
          <LoadingState />
        </Section>
        <Section title="Lỗi" level={3}>
          <ErrorState error={new NoConnection()} onRetry={() => {}} />
        </Section>
      </Grid>
    </Section>
  );
}

function Figures() {
  return (
    <Section title="Con số và bước">
      <Grid cell={12}>
        <StatTile label="Có mặt" value="15/18" note="đủ hai phần ba" tone="success" />
        <StatTile label="Đã phát biểu" value="6" note="33 % số có mặt" tone="info" to="/kit?spoke=1" />
        <StatTile label="Việc quá hạn" value="2" tone="danger" to="/kit?late=1" />
      </Grid>
      <CountBar
        label="Biểu quyết"
        parts={[
          { key: 'for', label: 'Tán thành', count: 13, tone: 'success' },
          { key: 'against', label: 'Không tán thành', count: 1, tone: 'danger' },
          { key: 'none', label: 'Không biểu quyết', count: 1, tone: 'neutral' },
        ]}
      />
      <KeyValue
        facts={[
          { label: 'Ngày giờ', value: '05/11/2026, 19:30' },
          { label: 'Nơi họp', value: 'Nhà văn hóa tổ dân phố số 4' },
          { label: 'Chủ trì', value: <PersonChip name="Đỗ Thị Hòa" note="Bí thư" /> },
        ]}
      />
      <Timer
        label="Thời gian thảo luận"
        startedAt={0}
        stoppedAt={(47 * 60 + 12) * 1000}
        recommendedMinutes={45}
      />
      <Stepper
        label="Các bước của buổi sinh hoạt"
        steps={[
          { key: 'open', label: 'Mở đầu, điểm danh', state: 'done', aside: '6 phút' },
          {
            key: 'last',
            label: 'Kiểm điểm nhiệm vụ tháng trước',
            state: 'done',
            aside: '14 phút',
            onOpen: () => {},
          },
          {
            key: 'talk',
            label: 'Thảo luận trọng tâm',
            state: 'now',
            note: '4 người đã phát biểu',
            onOpen: () => {},
          },
          { key: 'self', label: 'Tự phê bình và phê bình', state: 'skipped' },
          { key: 'end', label: 'Kết luận', state: 'later', onOpen: () => {} },
        ]}
      />
      <Tabs
        label="Nội dung"
        tabs={[
          { key: 'a', label: 'Chương trình', content: <Stack>Năm mục, 90 phút.</Stack> },
          { key: 'b', label: 'Nhiệm vụ', count: 8, content: 'Tám nhiệm vụ.' },
          { key: 'c', label: 'Tài liệu', count: 3, content: 'Ba tài liệu.' },
        ]}
      />
    </Section>
  );
}

function Tables() {
  return (
    <Section title="Bảng">
      <DataTable
        caption="Danh sách đảng viên"
        name="gallery"
        columns={columns}
        rows={people}
        rowKey={(p) => p.id}
        searchLabel="Tìm theo tên"
        initialSort={{ key: 'name', direction: 'ascending' }}
        empty={<EmptyState icon={IconPeople} title="Chưa có ai" />}
      />
    </Section>
  );
}
