import type { Bilingual, Grade } from './rulebook.ts';
import type { EvidenceFact, OpenReason } from './score-meeting.ts';

/** 93.3 as `93,3%`; whole numbers without a decimal. */
const percentText = (part: number, whole: number, language: 'vi' | 'en'): string => {
  const rounded = (Math.round((part * 1000) / whole) / 10).toString();
  return language === 'vi' ? `${rounded.replace('.', ',')}%` : `${rounded}%`;
};

const both = (make: (language: 'vi' | 'en') => string): Bilingual => ({ vi: make('vi'), en: make('en') });
const share = (part: number, whole: number): Bilingual =>
  both((l) => (whole > 0 ? `${part}/${whole} = ${percentText(part, whole, l)}` : `${part}/${whole}`));
const either = (known: unknown, yes: Bilingual, no: Bilingual): Bilingual =>
  known === null ? { vi: 'Chưa ghi nhận', en: 'Not recorded' } : known ? yes : no;

/** The evidence beside a criterion as one short sentence: `Dự họp 42/45 = 93,3%, vắng không lý do 0`. */
export function describeEvidence({ by, facts }: EvidenceFact): Bilingual {
  const n = (name: string) => Number(facts[name] ?? 0);
  switch (by) {
    case 'duration':
      return n('shortBy') > 0
        ? {
            vi: `Họp ${n('held')} phút, thiếu ${n('shortBy')} so với ${n('minimum')} phút`,
            en: `${n('held')} minutes, ${n('shortBy')} short of ${n('minimum')}`,
          }
        : {
            vi: `Họp ${n('held')} phút, tối thiểu ${n('minimum')} phút`,
            en: `${n('held')} minutes, minimum ${n('minimum')}`,
          };
    case 'attendance': {
      const present = share(n('present'), n('base'));
      return {
        vi: `Dự họp ${present.vi}, vắng có lý do ${n('excused')}, không lý do ${n('unexcused')}`,
        en: `Present ${present.en}, excused ${n('excused')}, without reason ${n('unexcused')}`,
      };
    }
    case 'no-long-absence':
      return either(
        facts.members === null ? null : n('members') === 0,
        { vi: 'Không có ai vắng kéo dài', en: 'No long absence' },
        { vi: `${n('members')} đảng viên vắng kéo dài`, en: `${n('members')} members with a long absence` },
      );
    case 'no-unexcused-absence':
      return { vi: `Vắng không lý do: ${n('unexcused')}`, en: `Absent without a reason: ${n('unexcused')}` };
    case 'committee-met':
      return facts.hasCommittee
        ? either(
            facts.met,
            { vi: 'Chi ủy đã họp trước', en: 'The committee met beforehand' },
            { vi: 'Chi ủy không họp trước', en: 'The committee did not meet beforehand' },
          )
        : { vi: 'Chi bộ không có chi ủy', en: 'The branch has no committee' };
    case 'notice-sent': {
      const members = either(
        facts.members,
        { vi: 'Đã báo đến mọi đảng viên', en: 'Every member was told' },
        { vi: 'Chưa báo đến mọi đảng viên', en: 'Not every member was told' },
      );
      const follower =
        facts.follower === null
          ? { vi: 'không có người theo dõi', en: 'nobody follows the branch' }
          : facts.follower
            ? { vi: 'đã báo cấp ủy viên theo dõi', en: 'the follower was told' }
            : { vi: 'chưa báo cấp ủy viên theo dõi', en: 'the follower was not told' };
      return { vi: `${members.vi}; ${follower.vi}`, en: `${members.en}; ${follower.en}` };
    }
    case 'papers-lead': {
      const hours = Math.floor(n('hours'));
      return facts.hours === null
        ? { vi: 'Chưa thấy tài liệu', en: 'No papers found' }
        : {
            vi: `Tài liệu gửi trước ${hours} giờ, cần ${n('needed')} giờ`,
            en: `Papers ${hours} hours ahead, ${n('needed')} needed`,
          };
    }
    case 'papers-posted':
      return either(
        facts.posted,
        { vi: 'Tài liệu đã đăng', en: 'Papers are posted' },
        { vi: 'Tài liệu chưa đăng', en: 'Papers are not posted' },
      );
    case 'steps-done':
      return {
        vi: `Đã làm ${n('done')}/${n('required')} bước bắt buộc`,
        en: `${n('done')} of ${n('required')} required steps done`,
      };
    case 'thematic-month':
      return facts.thematic
        ? { vi: 'Tháng này có sinh hoạt chuyên đề', en: 'A thematic meeting this month' }
        : { vi: 'Tháng này không có sinh hoạt chuyên đề', en: 'No thematic meeting this month' };
    case 'speakers': {
      const spoke = share(n('spoke'), n('eligible'));
      return { vi: `Phát biểu ${spoke.vi}`, en: `Spoke ${spoke.en}` };
    }
    case 'ideology-minutes':
      return facts.minutes === null
        ? { vi: 'Chưa ghi nhận số phút', en: 'Minutes not recorded' }
        : {
            vi: `Đã dành ${n('minutes')} phút, khoảng ${n('from')}–${n('to')} phút`,
            en: `${n('minutes')} minutes, about ${n('from')}–${n('to')}`,
          };
    case 'last-month-tasks': {
      const done = share(n('done'), n('total'));
      return n('total') === 0
        ? { vi: 'Tháng trước không có nhiệm vụ', en: 'No tasks last month' }
        : { vi: `Hoàn thành ${done.vi} nhiệm vụ`, en: `Tasks done ${done.en}` };
    }
    case 'draft-resolution':
      return facts.draft
        ? { vi: 'Có dự thảo trong hồ sơ buổi họp', en: 'A draft is in the file' }
        : { vi: 'Chưa thấy dự thảo', en: 'No draft found' };
    case 'conclusion-adopted':
      return either(
        facts.adopted,
        { vi: 'Đã thông qua kết luận', en: 'Conclusion adopted' },
        { vi: 'Chưa thông qua kết luận', en: 'No conclusion adopted' },
      );
    case 'minutes-and-tasks': {
      const minutes = either(
        facts.minutes,
        { vi: 'Biên bản đã thông qua', en: 'Minutes adopted' },
        { vi: 'Biên bản chưa thông qua', en: 'Minutes not adopted' },
      );
      return {
        vi: `${minutes.vi}; giao ${n('tasks')} nhiệm vụ`,
        en: `${minutes.en}; ${n('tasks')} tasks assigned`,
      };
    }
    case 'minutes-kept':
      return either(
        facts.kept,
        { vi: 'Biên bản ghi đủ các phần', en: 'Minutes have all parts' },
        { vi: 'Biên bản còn thiếu', en: 'Minutes are incomplete' },
      );
    case 'uploaded-within':
      return facts.days === null
        ? { vi: `Chưa đăng; hạn ${n('allowed')} ngày`, en: `Not uploaded; ${n('allowed')} days allowed` }
        : {
            vi: `Đăng sau ${n('days')} ngày; hạn ${n('allowed')} ngày`,
            en: `Uploaded after ${n('days')} days; ${n('allowed')} allowed`,
          };
    case 'judgement':
      return openReasonTexts.judgement;
  }
}

export const openReasonTexts: Record<OpenReason, Bilingual> = {
  judgement: { vi: 'Chi bộ đánh giá', en: 'For the branch to judge' },
  'not-recorded': { vi: 'Chưa ghi nhận, chi bộ đánh giá', en: 'Not recorded; for the branch to judge' },
  partly: { vi: 'Đạt một phần, chi bộ đánh giá', en: 'Met in part; for the branch to judge' },
  'nothing-to-measure': { vi: 'Không có số liệu để tính', en: 'Nothing to measure' },
};

export const gradeTexts: Record<Grade, Bilingual> = {
  good: { vi: 'Tốt', en: 'Good' },
  fair: { vi: 'Khá', en: 'Fair' },
  average: { vi: 'Trung bình', en: 'Average' },
  poor: { vi: 'Kém', en: 'Poor' },
};
