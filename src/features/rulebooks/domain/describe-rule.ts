import type {
  AllRuleValues,
  AnyRuleKey,
  Bilingual,
  DecidedMove,
  Grade,
  MonthSpan,
  NoticeRecipient,
  ProcedureStep,
  VoteMethod,
} from './rulebook.ts';
import { criteriaOf } from './score-sheet.ts';
import type { MatterRule } from './voting-rules.ts';
import {
  ballotMethodTexts,
  deductionTexts,
  listed,
  shareTexts,
  statusTexts,
  unmetTexts,
} from './voting-words.ts';

const recipientTexts: Record<NoticeRecipient, Bilingual> = {
  members: { vi: 'mọi đảng viên của chi bộ', en: 'every member of the branch' },
  follower: { vi: 'cấp ủy viên theo dõi chi bộ', en: 'the committee member who follows the branch' },
};

const methodTexts: Record<VoteMethod, Bilingual> = {
  'show-of-hands': { vi: 'giơ tay', en: 'show of hands' },
  'party-card': { vi: 'giơ thẻ đảng viên', en: 'Party card' },
};

const gradeWords: Record<Grade, Bilingual> = {
  good: { vi: 'Tốt', en: 'good' },
  fair: { vi: 'Khá', en: 'fair' },
  average: { vi: 'Trung bình', en: 'average' },
  poor: { vi: 'Kém', en: 'poor' },
};

/** A sign that a committee does not look for has no limit. */
const sign =
  <T>(words: (value: T) => Bilingual) =>
  (value: T | null): Bilingual =>
    value === null ? { vi: 'Không coi là dấu hiệu', en: 'Not taken for a sign' } : words(value);

const vn = (n: number): string => n.toLocaleString('vi-VN');

const capOf: Record<AllRuleValues['grading.cap']['of'], Bilingual> = {
  good: { vi: 'xếp loại hoàn thành tốt', en: 'those graded good' },
  'good-or-better': { vi: 'xếp loại hoàn thành tốt trở lên', en: 'those graded good or better' },
  decided: { vi: 'được xếp loại', en: 'those graded' },
  all: { vi: 'đơn vị của nhóm', en: 'all units of the group' },
};
const declared = (facts: readonly { question: Bilingual }[]): Bilingual =>
  facts.length === 0
    ? nothing
    : {
        vi: facts.map((fact) => fact.question.vi).join('; '),
        en: facts.map((fact) => fact.question.en).join('; '),
      };

const nothing: Bilingual = { vi: 'Văn bản không đặt mức chung', en: 'No general value is set' };
const yesNo = (value: boolean): Bilingual => (value ? { vi: 'Có', en: 'Yes' } : { vi: 'Không', en: 'No' });

const steps = (list: ProcedureStep[]): Bilingual => {
  const required = list.filter((step) => step.required).length;
  const minutes = list.reduce((sum, step) => sum + step.recommendedMinutes, 0);
  return {
    vi: `${list.length} bước, ${required} bước bắt buộc, gợi ý ${minutes} phút`,
    en: `${list.length} steps, ${required} required, about ${minutes} minutes`,
  };
};

const decimal = (n: number): string => String(n).replace('.', ',');

const within = (n: number): Bilingual => ({ vi: `Trong ${n} ngày làm việc`, en: `Within ${n} working days` });
const span = (v: MonthSpan): Bilingual =>
  'below' in v
    ? { vi: `Từ ${v.from} đến dưới ${v.below} tháng`, en: `From ${v.from} to under ${v.below} months` }
    : { vi: `Từ ${v.from} đến ${v.to} tháng`, en: `From ${v.from} to ${v.to} months` };

/** The move that is decided, as a noun. */
export const moveTexts: Record<DecidedMove, Bilingual> = {
  admission: { vi: 'kết nạp', en: 'admission' },
  recognition: { vi: 'công nhận chính thức', en: 'recognition' },
  exemption: { vi: 'miễn sinh hoạt', en: 'exemption' },
  return: { vi: 'trở lại sinh hoạt', en: 'return' },
  suspension: { vi: 'đình chỉ sinh hoạt', en: 'suspension' },
  resignation: { vi: 'cho ra khỏi Đảng theo đơn', en: 'leaving on request' },
  removal: { vi: 'xóa tên', en: 'removal from the list' },
  expulsion: { vi: 'khai trừ', en: 'expulsion' },
  reinstatement: { vi: 'khôi phục đảng tịch', en: 'reinstatement' },
};

const matter = (rule: MatterRule): Bilingual => {
  const least = shareTexts(rule.threshold, 'số tính tỷ lệ', 'of the base');
  const who = listed(rule.who.map((status) => statusTexts[status]));
  const how = listed(rule.methods.map((method) => ballotMethodTexts[method]));
  const out = rule.deduct.length ? listed(rule.deduct.map((each) => deductionTexts[each])) : null;
  const low = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
  const sentence = (language: 'vi' | 'en', words: { deducted: string; surplus: string }) =>
    [
      who[language],
      low(how[language]),
      low(least[language]),
      out ? `${words.deducted} ${low(out[language])}` : null,
      unmetTexts[rule.whenUnmet][language],
      rule.surplusPercent === null ? null : `${words.surplus} ${rule.surplusPercent}%`,
    ]
      .filter(Boolean)
      .join('; ');
  return {
    vi: sentence('vi', { deducted: 'trừ', surplus: 'số dư tối đa' }),
    en: sentence('en', { deducted: 'without', surplus: 'at most' }),
  };
};

const describers: { readonly [K in AnyRuleKey]: (value: AllRuleValues[K]) => Bilingual } = {
  'steps.regular': steps,
  'steps.thematic': steps,
  'steps.combined': steps,
  'duration.minutes': (n) => ({ vi: `Ít nhất ${n} phút`, en: `At least ${n} minutes` }),
  'duration.combined-minutes': (n) => ({ vi: `Ít nhất ${n} phút`, en: `At least ${n} minutes` }),
  'duration.large-branch': (v) =>
    v
      ? {
          vi: `Từ ${v.members} đảng viên trở lên: ít nhất ${v.minutes} phút`,
          en: `From ${v.members} members on: at least ${v.minutes} minutes`,
        }
      : nothing,
  'duration.small-branch': (v) =>
    v
      ? {
          vi: `Không quá ${v.members} đảng viên: ít nhất ${v.minutes} phút`,
          en: `Up to ${v.members} members: at least ${v.minutes} minutes`,
        }
      : nothing,
  'regular.per-month': (n) => ({ vi: `${n} kỳ mỗi tháng`, en: `${n} a month` }),
  'thematic.per-quarter': (n) => ({ vi: `Ít nhất ${n} kỳ mỗi quý`, en: `At least ${n} a quarter` }),
  'preparation.committee-meets': yesNo,
  'papers.lead-days': (n) =>
    n === null
      ? nothing
      : { vi: `Trước buổi họp ít nhất ${n} ngày`, en: `At least ${n} day(s) before the meeting` },
  'notice.recipients': (v) => listed(v.map((r) => recipientTexts[r])),
  'result.post-within-days': (n) =>
    n === null ? nothing : { vi: `Trong ${n} ngày sau buổi họp`, en: `Within ${n} day(s) after the meeting` },
  'attendance.base': (v) => listed(v.map((s) => statusTexts[s])),
  'attendance.target': (v) => ({
    vi: v.comparison === 'more-than' ? `Trên ${decimal(v.percent)}%` : `Từ ${decimal(v.percent)}% trở lên`,
    en: v.comparison === 'more-than' ? `Over ${v.percent} %` : `${v.percent} % or more`,
  }),
  'attendance.max-consecutive-excused': (n) => ({
    vi: `Không quá ${n} kỳ liên tiếp`,
    en: `Not more than ${n} in a row`,
  }),
  'quorum.ordinary': (v) =>
    v ? shareTexts(v, 'số đảng viên phải dự họp', 'of those who must attend') : nothing,
  'vote.who': (v) => listed(v.map((s) => statusTexts[s])),
  'speak.who': (v) => listed(v.map((s) => statusTexts[s])),
  'vote.ordinary-methods': (v) => listed(v.map((m) => methodTexts[m])),
  'vote.resolution': (v) =>
    shareTexts(v, 'số đảng viên có quyền biểu quyết', 'of the members entitled to vote'),
  'criticism.minutes': (v) =>
    v ? { vi: `Từ ${v.from} đến ${v.to} phút`, en: `${v.from} to ${v.to} minutes` } : nothing,
  'score.sheet': (sheet) => {
    const count = criteriaOf(sheet).length;
    if (sheet.kind === 'pass-criteria')
      return {
        vi: `${count} tiêu chí đạt hoặc không đạt, không chấm điểm`,
        en: `${count} criteria, met or not met, without points`,
      };
    const { good, fair, average } = sheet.grades;
    return {
      vi: `${count} tiêu chí, 100 điểm; Tốt từ ${decimal(good)}, Khá từ ${decimal(fair)}, Trung bình từ ${decimal(average)}`,
      en: `${count} criteria, 100 points; good from ${good}, fair from ${fair}, average from ${average}`,
    };
  },
  'score.adopted-by-vote': yesNo,
  'score.confirmed-by-follower': yesNo,
  'score.year-grade': (v) =>
    v
      ? {
          vi: `Tốt: ít nhất ${v.good.minGood} buổi Tốt, không buổi nào dưới ${gradeWords[v.good.noneBelow].vi}. Khá: không buổi nào dưới ${gradeWords[v.fair.noneBelow].vi}`,
          en: `Good: at least ${v.good.minGood} good meetings, none below ${gradeWords[v.good.noneBelow].en}. Fair: none below ${gradeWords[v.fair.noneBelow].en}`,
        }
      : nothing,
  'joining.age': (v) => ({
    vi: `Từ đủ ${v.from} đến đủ ${v.to} tuổi; trên ${v.to} tuổi phải được cấp ủy trực thuộc Trung ương xem xét`,
    en: `${v.from} to ${v.to} years; above that a committee directly under the centre has to agree`,
  }),
  'joining.ceremony-days': within,
  'joining.again-months': (n) => ({
    vi: `Ít nhất ${n} tháng kể từ khi ra khỏi Đảng`,
    en: `At least ${n} months after leaving`,
  }),
  'probation.months': (n) => ({ vi: `${n} tháng`, en: `${n} months` }),
  'probation.decide-days': (n) => ({
    vi: `Trong ${n} ngày làm việc kể từ khi hết thời kỳ dự bị`,
    en: `Within ${n} working days of the end of probation`,
  }),
  'transfer.apply-days': (n) => ({
    vi: `Trong ${n} ngày làm việc kể từ ngày quyết định có hiệu lực hoặc thay đổi nơi cư trú`,
    en: `Within ${n} working days of the decision or the change of residence`,
  }),
  'transfer.present-days': (n) => ({
    vi: `Trong ${n} ngày làm việc kể từ ngày được giới thiệu chuyển đi`,
    en: `Within ${n} working days of the introduction`,
  }),
  'temporary.months': span,
  'temporary.study-months': span,
  'suspension.days': (v) => {
    const vi = v.counted === 'working' ? 'ngày làm việc' : 'ngày';
    const en = v.counted === 'working' ? 'working days' : 'days';
    return {
      vi: `${v.usual} ${vi}, kể cả gia hạn không quá ${v.most} ${vi}`,
      en: `${v.usual} ${en}, not more than ${v.most} with extensions`,
    };
  },
  'moves.decider': (v) => {
    const of = (decider: string, language: 'vi' | 'en') =>
      Object.entries(v)
        .filter(([, who]) => who === decider)
        .map(([move]) => moveTexts[move as DecidedMove][language])
        .join(', ');
    return {
      vi: `Chi bộ ra nghị quyết: ${of('branch', 'vi')}. Cấp ủy có thẩm quyền quyết định: ${of('committee', 'vi')}`,
      en: `The branch by resolution: ${of('branch', 'en')}. The committee by decision: ${of('committee', 'en')}`,
    };
  },
  'size.branch-least-official': (n) => ({
    vi: `Từ ${n} đảng viên chính thức trở lên`,
    en: `${n} official members or more`,
  }),
  'size.committee-from-official': (n) => ({
    vi: `Từ ${n} đảng viên chính thức trở lên bầu chi ủy; dưới ${n} chỉ bầu bí thư, nếu cần thì bầu phó bí thư`,
    en: `From ${n} official members on a committee is elected; below, a secretary and perhaps a deputy only`,
  }),
  'size.base-committee-from': (n) => ({
    vi: `Dưới ${n} đảng viên lập chi bộ cơ sở; từ ${n} đảng viên trở lên lập đảng bộ cơ sở có các chi bộ trực thuộc`,
    en: `Below ${n} members a base branch; from ${n} on a base committee with branches under it`,
  }),
  'size.branch-consent-above': (n) => ({
    vi: `Trên ${n} đảng viên: phải được cấp ủy cấp trên trực tiếp đồng ý`,
    en: `Above ${n} members: the committee directly above must consent`,
  }),
  'size.sub-committee-consent': (v) =>
    v
      ? {
          vi: 'Phải được cấp ủy cấp trên trực tiếp của đảng bộ cơ sở đồng ý',
          en: 'The committee directly above the base committee must consent',
        }
      : { vi: 'Không cần', en: 'Not needed' },
  'size.secretaries': (n) => ({
    vi: `Mỗi chi bộ, đảng bộ có ${n} bí thư`,
    en: `Every branch and committee has ${n} secretary`,
  }),
  'answer.within-days': within,
  'cascade.leave-days': (n) => ({
    vi: `${n} ngày trước hạn của mình`,
    en: `${n} day(s) before its own due day`,
  }),
  'urging.reminder-days': (n) => ({ vi: `Trước hạn ${n} ngày`, en: `${n} day(s) before` }),
  'urging.after-days': (days) => ({
    vi: days.map((n, i) => `lần ${i + 1} sau hạn ${n} ngày`).join(', '),
    en: days.map((n, i) => `no. ${i + 1} ${n} day(s) after`).join(', '),
  }),
  'urging.matter-days': (n) => ({
    vi: `${n} ngày sau lần đôn đốc cuối`,
    en: `${n} day(s) after the last urging`,
  }),
  'request.minutes': (m) => ({
    vi: `Đọc và gom ${m.reading} phút; mỗi ô số ${m.number}, ngày ${m.date}, chữ ${m.text}, có hoặc không ${m.yesNo} phút`,
    en: `${m.reading} min to read and gather; a number ${m.number}, a date ${m.date}, a text ${m.text}, a yes or no ${m.yesNo} min`,
  }),
  'request.second-above-hours': (n) => ({ vi: `Khi tốn trên ${n} giờ công`, en: `Above ${n} person-hours` }),
  'clash.most-per-week': (n) => ({ vi: `${n} việc`, en: `${n} tasks` }),
  'sign.unheld': sign((v) => ({
    vi: `Không sinh hoạt từ ${v.limit} trong ${v.span} tháng vừa qua`,
    en: `${v.limit} or more of the last ${v.span} month(s) without one`,
  })),
  'sign.unthematic': sign((v) => ({
    vi: `Quý vừa qua dưới ${v.limit} buổi`,
    en: `Fewer than ${v.limit} in the last full quarter`,
  })),
  'sign.attendance': sign((v) => ({
    vi: `${v.span} tháng vừa qua dưới ${vn(v.limit)}%`,
    en: `Below ${v.limit} % over the last ${v.span} month(s)`,
  })),
  'sign.score': sign((v) => ({
    vi: `${v.span} tháng vừa qua trung bình dưới ${vn(v.limit)} điểm`,
    en: `A mean below ${v.limit} points over the last ${v.span} month(s)`,
  })),
  'sign.falling': sign((v) => ({
    vi: `${v.span} tháng vừa qua thấp hơn ${v.span} tháng trước đó từ ${vn(v.limit)} điểm`,
    en: `${v.limit} points or more below the ${v.span} month(s) before, over the last ${v.span}`,
  })),
  'sign.tasks': sign((v) => ({ vi: `Từ ${v.limit} nhiệm vụ`, en: `${v.limit} tasks or more` })),
  'sign.duties': sign((v) => ({ vi: `Từ ${v.limit} việc`, en: `${v.limit} tasks or more` })),
  'sign.papers': sign((v) => ({
    vi: `Từ ${v.limit} văn bản chưa mở quá ${v.span} ngày`,
    en: `${v.limit} papers or more, unopened for over ${v.span} days`,
  })),
  'sign.petitions': sign((v) => ({
    vi: `Từ ${v.limit} kiến nghị chờ quá ${v.span} ngày`,
    en: `${v.limit} or more, waiting for over ${v.span} days`,
  })),
  'sign.secretary': sign((v) => ({ vi: `Khuyết từ ${v.limit} ngày`, en: `${v.limit} days or more` })),
  'sign.official': sign((v) => ({
    vi: `Thiếu từ ${v.limit} đồng chí so với số ít nhất`,
    en: `${v.limit} or more missing to the least number`,
  })),
  'sign.exit': (v) => ({
    vi: `Sau ít nhất ${v.span} tháng củng cố; trong các dấu hiệu khi đưa vào còn nhiều nhất ${v.limit}`,
    en: `After at least ${v.span} month(s); of the signs it came with at most ${v.limit} remain`,
  }),
  'place.ward': (v) => ({
    vi: `Từ ${vn(v.people)} người và ${vn(v.km2)} km²; phường của thành phố thuộc tỉnh từ ${vn(v.cityPeople)} người, của thị xã từ ${vn(v.townPeople)} người`,
    en: `From ${v.people} people and ${v.km2} km²; from ${v.cityPeople} people in a city under a province, ${v.townPeople} in a town`,
  }),
  'place.commune': (v) => ({
    vi: `Từ ${vn(v.people)} người và ${vn(v.km2)} km²; miền núi từ ${vn(v.mountainPeople)} người và ${vn(v.mountainKm2)} km²; hải đảo từ ${vn(v.islandPeople)} người và ${vn(v.islandKm2)} km²`,
    en: `From ${v.people} people and ${v.km2} km²; in the mountains ${v.mountainPeople} and ${v.mountainKm2} km²; on islands ${v.islandPeople} and ${v.islandKm2} km²`,
  }),
  'place.township': (v) =>
    v
      ? {
          vi: `Từ ${vn(v.people)} người và ${vn(v.km2)} km²`,
          en: `From ${v.people} people and ${v.km2} km²`,
        }
      : { vi: 'Không còn đơn vị này', en: 'There are no such units any more' },
  'place.duty': (v) =>
    v
      ? v.area > 0
        ? {
            vi: `Cả dân số và diện tích đều dưới ${v.both}% tiêu chuẩn; hoặc diện tích dưới ${v.area}% và dân số dưới ${v.people}% tiêu chuẩn`,
            en: `People and area both below ${v.both} % of the standard; or area below ${v.area} % and people below ${v.people} %`,
          }
        : {
            vi: `Cả dân số và diện tích đều dưới ${v.both}% tiêu chuẩn`,
            en: `People and area both below ${v.both} % of the standard`,
          }
      : nothing,
  'place.merged': (v) => ({
    vi: `Phường: dân số ${v.wardPeople}%, diện tích ${v.wardArea}% tiêu chuẩn; xã: ${v.communePeople}%, ${v.communeArea}%; xã miền núi: ${v.mountainPeople}%, ${v.mountainArea}%`,
    en: `Ward: ${v.wardPeople} % of the people, ${v.wardArea} % of the area; commune: ${v.communePeople} %, ${v.communeArea} %; in the mountains: ${v.mountainPeople} %, ${v.mountainArea} %`,
  }),
  'grading.sheet': (list) => {
    const sum = (part: 'general' | 'results') =>
      list.reduce((total, one) => total + (one.part === part ? one.max : 0), 0);
    return {
      vi: `${list.length} tiêu chí: ${vn(sum('general'))} điểm tiêu chí chung, ${vn(sum('results'))} điểm kết quả`,
      en: `${list.length} criteria: ${sum('general')} general points, ${sum('results')} for results`,
    };
  },
  'grading.points': (v) => ({
    vi: `Xuất sắc từ ${vn(v.excellent)} điểm, tốt từ ${vn(v.good)}, hoàn thành từ ${vn(v.completed)}`,
    en: `Excellent from ${v.excellent} points, good from ${v.good}, completed from ${v.completed}`,
  }),
  'grading.tasks': (v) => ({
    vi: `Xuất sắc: xong ${v.excellent.doneAtLeast}%, chậm nhiều nhất ${v.excellent.lateAtMost}%; tốt: xong ${v.good.doneAtLeast}%, chậm nhiều nhất ${v.good.lateAtMost}%; hoàn thành: xong ${v.completed.doneAtLeast}%, chậm nhiều nhất ${v.completed.lateAtMost}%`,
    en: `Excellent: ${v.excellent.doneAtLeast} % done, at most ${v.excellent.lateAtMost} % late; good: ${v.good.doneAtLeast} %, ${v.good.lateAtMost} %; completed: ${v.completed.doneAtLeast} %, ${v.completed.lateAtMost} %`,
  }),
  'grading.for-excellent': (facts) =>
    declared(
      facts.map(({ question: { vi, en }, needs }) => ({
        question: { vi: `${vi}: ${needs === 'yes' ? 'có' : 'không'}`, en: `${en}: ${needs}` },
      })),
    ),
  'grading.not-completed': declared,
  'grading.cap': (v) => ({
    vi: `${vn(v.percent)}% số ${capOf[v.of].vi}, tính ${v.group === 'round' ? 'trong cả đợt' : 'trong từng loại hình'}`,
    en: `${v.percent} % of ${capOf[v.of].en}, counted ${v.group === 'round' ? 'over the round' : 'in each sector'}`,
  }),
  'grading.flags': (v) => ({
    vi: `Từ ${v.monthsWithoutMeeting} tháng liền không sinh hoạt; dự họp dưới ${v.attendanceBelow}%; từ ${v.papersUnopened} văn bản chưa mở`,
    en: `From ${v.monthsWithoutMeeting} months in a row without a meeting; attendance below ${v.attendanceBelow} %; from ${v.papersUnopened} papers not opened`,
  }),
  'matter.conclusion': matter,
  'matter.resolution': matter,
  'matter.committee-election': matter,
  'matter.secretary-election': matter,
  'matter.delegate-election': matter,
  'matter.opinion-poll': matter,
  'matter.admission': matter,
  'matter.recognition': matter,
  'matter.discipline': matter,
  'matter.expulsion': matter,
  'matter.meeting-score': matter,
  'matter.year-grade': matter,
};

/** A rule's value in plain words. Steps and sheets are summed up; the screens show them in full. */
export const describeRule = <K extends AnyRuleKey>(key: K, value: AllRuleValues[K]): Bilingual =>
  describers[key](value);
