import { ballotMethodTexts, deductionTexts, matterTexts } from '#features/rulebooks/contract.ts';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { RuleSource } from '#kernel/result.ts';
import type { Block, PartyDocument } from '#platform/documents/party-document.ts';
import { capitals, formatLongDate, formatNumberVi } from '#platform/documents/vietnamese-typography.ts';
import type { BallotRow } from '../db/ballots.sql.ts';
import { shortHash } from '../domain/box.ts';
import {
  ballotsTexts,
  baseTexts,
  choiceTexts,
  countedLines,
  neededTexts,
  outcomeTexts,
} from '../domain/say-result.ts';

/** What the protocol is made from. Its words are Vietnamese whatever language the reader's screen has. */
export type Protocol = {
  ballot: BallotRow;
  branchName: string;
  head: { superiorBody: string; place: string };
  counters: { fullName: string; isHead: boolean }[];
  /** The published ballots by their two words, for readers inside the branch; null for everybody else. */
  slips: { phrase: string; marks: string }[] | null;
};

const share = (part: number, whole: number): string =>
  whole > 0 ? `${formatNumberVi((part * 100) / whole, 1)}%` : '0%';

/** `Điều 32, 190-QĐ/TW ngày 10/10/2024 (chưa kiểm chứng)`. */
const sourceText = ({ document, article, on, verified }: RuleSource): string =>
  [article, document].filter(Boolean).join(', ') +
  (on ? ` ngày ${formatCivilDate(on)}` : '') +
  (verified ? '' : ' (chưa kiểm chứng với văn bản chính thức)');

function electoratePairs({ ballot }: Protocol): { key: string; value: string }[] {
  const electorate = ballot.electorate!;
  const { needed, base } = ballot.result!.result;
  const why = [...new Set(electorate.deducted.map((each) => each.why))].map(
    (each) =>
      `${deductionTexts[each].vi}: ${electorate.deducted.filter((other) => other.why === each).length}`,
  );
  return [
    { key: 'Cử tri có mặt được phát phiếu', value: String(electorate.voters) },
    {
      key: 'Số tính tỷ lệ',
      value:
        baseTexts(electorate.entitled, electorate.deducted.length).vi +
        (why.length ? ` (${why.join('; ')})` : ''),
    },
    { key: 'Số phiếu cần', value: neededTexts(ballot.rule.value.threshold, base, needed).vi },
    { key: 'Căn cứ', value: sourceText(ballot.rule.source) },
  ];
}

function resultTable({ ballot }: Protocol): Block {
  const { result } = ballot.result!;
  const isList = ballot.paper.kind === 'election';
  const rows = countedLines(ballot.paper, ballot.result!).map((line, index) => [
    String(index + 1),
    line.text.vi,
    String(line.votes),
    ...(isList ? [String(line.against), String(line.unclear)] : []),
    share(line.votes, result.base),
  ]);
  return {
    kind: 'table',
    columns: [
      { width: 1, align: 'center' },
      { width: 6 },
      { width: 2, align: 'center' },
      ...(isList ? [{ width: 2.4, align: 'center' } as const, { width: 2.4, align: 'center' } as const] : []),
      { width: 2.6, align: 'center' },
    ],
    header: [
      [
        'TT',
        isList ? 'Họ và tên' : 'Nội dung',
        isList ? 'Đồng ý' : 'Số phiếu',
        ...(isList ? ['Không đồng ý', 'Không tính dòng này'] : []),
        'Tỷ lệ trên số tính',
      ],
    ],
    rows,
  };
}

/** How the electronic box can be checked: the hash that stands on paper beside the file that anybody may keep. */
function boxBlocks({ ballot, slips }: Protocol): Block[] {
  if (ballot.method !== 'verifiable' || !ballot.boxSha256) return [];
  return [
    { kind: 'heading', level: 1, text: 'III. KIỂM TRA HÒM PHIẾU' },
    {
      kind: 'paragraph',
      text: 'Hòm phiếu đã công bố trong chi bộ thành một tệp. Mỗi đảng viên tìm phiếu của mình theo cụm hai từ; ai cũng đếm lại được bằng trang Kiểm phiếu của Gốc hoặc lệnh “npx goc ballot verify TỆP”.',
    },
    {
      kind: 'key-values',
      pairs: [
        { key: 'Mã SHA-256 của tệp', value: ballot.boxSha256 },
        { key: 'Đọc gọn', value: shortHash(ballot.boxSha256) },
      ],
    },
    ...(slips === null
      ? []
      : [
          {
            kind: 'paragraph',
            text: 'Danh sách phiếu trong hòm, để tìm phiếu của mình và đếm lại bằng tay (lưu tại chi bộ):',
          } as const,
          {
            kind: 'table',
            columns: [{ width: 1, align: 'center' }, { width: 4 }, { width: 6 }],
            header: [['TT', 'Cụm hai từ', 'Lựa chọn']],
            rows: slips.map(({ phrase, marks }, at) => [
              String(at + 1),
              phrase,
              choiceTexts(ballot.paper, marks).vi,
            ]),
          } as Block,
        ]),
  ];
}

/** The protocol of a count (biên bản kiểm phiếu) in the Party's document form. */
export function protocolDocument(protocol: Protocol): PartyDocument {
  const { ballot, branchName, head, counters } = protocol;
  const { tally, result } = ballot.result!;
  const method = ballotMethodTexts[ballot.method].vi;
  const round = ballot.round > 1 ? `, lần ${ballot.round}` : '';
  const summary = `${matterTexts[ballot.matter].vi}${round}`;
  const [first, ...others] = counters;
  const blocks: Block[] = [
    { kind: 'paragraph', text: `Nội dung bỏ phiếu: ${ballot.question}` },
    { kind: 'heading', level: 1, text: 'I. CỬ TRI VÀ CĂN CỨ' },
    {
      kind: 'key-values',
      pairs: [
        { key: 'Ngày bỏ phiếu', value: formatLongDate(ballot.heldOn) },
        { key: 'Hình thức', value: method },
        ...electoratePairs(protocol),
        ...(first
          ? [
              {
                key: 'Ban kiểm phiếu',
                value: [`${first.fullName} (trưởng ban)`, ...others.map((counter) => counter.fullName)].join(
                  ', ',
                ),
              },
            ]
          : []),
      ],
    },
    { kind: 'heading', level: 1, text: 'II. KẾT QUẢ' },
    { kind: 'paragraph', text: `${ballotsTexts(tally).vi}.` },
    resultTable(protocol),
    { kind: 'paragraph', text: [{ text: outcomeTexts(result.outcome, ballot.matter).vi, bold: true }] },
    ...boxBlocks(protocol),
    {
      kind: 'signatures',
      columns: [
        {
          position: ballot.method === 'paper' ? 'TM. BAN KIỂM PHIẾU' : 'THƯ KÝ',
          note: '(Ký, ghi rõ họ tên)',
          ...(first ? { name: first.fullName } : {}),
        },
        { position: 'CHỦ TRÌ', note: '(Ký, ghi rõ họ tên)' },
      ],
    },
  ];
  return {
    title: `Biên bản kiểm phiếu: ${summary}`,
    header: {
      ...(head.superiorBody === '' ? {} : { superiorBody: capitals(head.superiorBody) }),
      issuingBody: capitals(branchName),
      place: head.place,
      on: ballot.heldOn,
    },
    typeName: 'BIÊN BẢN KIỂM PHIẾU',
    summary,
    ...(ballot.state === 'annulled' ? { draftMark: 'ĐÃ HỦY' } : {}),
    blocks,
  };
}
