import type { ErrorTable } from '#kernel/error-table.ts';

const reload = {
  vi: 'Tải lại trang để xem tình trạng hiện tại.',
  en: 'Reload the page to see how it stands now.',
};

export const errors = {
  'grading.calendar-order': {
    status: 422,
    vi: 'Các ngày của đợt không theo thứ tự.',
    en: 'The days of the round are out of order.',
    wayOut: {
      vi: 'Tự xếp loại trước, rồi thẩm định, rồi quyết định.',
      en: 'Self-grading comes first, then the appraisal, then the decision.',
    },
  },
  'grading.calendar-over': {
    status: 422,
    vi: 'Ngày quyết định đã qua.',
    en: 'The day of the decision has passed.',
    wayOut: { vi: 'Chọn ngày từ hôm nay.', en: 'Choose today or a later day.' },
  },
  'grading.months-wrong': {
    status: 422,
    vi: 'Thời gian xếp loại không khớp với loại đợt.',
    en: 'The months do not fit the kind of round.',
    wayOut: {
      vi: 'Năm: từ tháng 1 đến tháng 12. Quý: ba tháng của quý. Dài nhất 60 tháng.',
      en: 'A year runs from January to December, a quarter over its three months; sixty months at most.',
    },
  },
  'grading.period-ahead': {
    status: 422,
    vi: 'Thời gian xếp loại chưa bắt đầu.',
    en: 'The period has not begun.',
    wayOut: { vi: 'Chọn lại tháng bắt đầu.', en: 'Choose the first month again.' },
  },
  'grading.no-branches': {
    status: 422,
    vi: 'Không có chi bộ nào để đưa vào đợt.',
    en: 'There is no branch to take into the round.',
    wayOut: {
      vi: 'Đợt gồm các chi bộ mà cấp ủy này trực tiếp quyết định và chưa ở đợt nào của cùng thời gian.',
      en: 'A round holds the branches that this very committee decides on and that stand in no other round of these months.',
    },
  },
  'grading.nothing-to-urge': {
    status: 409,
    vi: 'Các chi bộ này đã gửi, hoặc hôm nay đã được đôn đốc.',
    en: 'These branches have sent, or were urged today.',
    wayOut: reload,
  },
  'grading.is-not-begun': {
    status: 409,
    vi: 'Chi bộ chưa tự xếp loại.',
    en: 'The branch has not graded itself.',
    wayOut: {
      vi: 'Đôn đốc chi bộ; quá hạn tự xếp loại thì cấp ủy thẩm định được.',
      en: 'Urge the branch; once its day has passed the committee may appraise all the same.',
    },
  },
  'grading.is-draft': {
    status: 409,
    vi: 'Chi bộ còn đang viết, chưa gửi.',
    en: 'The branch is still writing and has not sent.',
    wayOut: {
      vi: 'Đôn đốc chi bộ; quá hạn tự xếp loại thì cấp ủy thẩm định được.',
      en: 'Urge the branch; once its day has passed the committee may appraise all the same.',
    },
  },
  'grading.is-sent': {
    status: 409,
    vi: 'Bản tự xếp loại đã gửi cấp ủy.',
    en: 'The sheet has been sent to the committee.',
    wayOut: {
      vi: 'Muốn sửa thì đề nghị cấp ủy trả lại.',
      en: 'To change it, ask the committee to return it.',
    },
  },
  'grading.is-returned': {
    status: 409,
    vi: 'Bản này đã trả lại chi bộ.',
    en: 'The sheet was returned to the branch.',
    wayOut: { vi: 'Chờ chi bộ gửi lại.', en: 'Wait until the branch sends it again.' },
  },
  'grading.is-appraised': {
    status: 409,
    vi: 'Cấp ủy đã thẩm định bản này.',
    en: 'The committee has appraised the sheet.',
    wayOut: {
      vi: 'Muốn sửa thì đề nghị cấp ủy trả lại.',
      en: 'To change it, ask the committee to return it.',
    },
  },
  'grading.is-decided': {
    status: 409,
    vi: 'Đã có quyết định xếp loại nên không sửa được nữa.',
    en: 'The grade has been decided and cannot be edited.',
    wayOut: {
      vi: 'Muốn thay đổi thì cấp ủy ra quyết định mới, có số, ngày và lý do.',
      en: 'A change is a new decision of the committee with number, day and reason.',
    },
  },
  'grading.is-left-out': {
    status: 409,
    vi: 'Chi bộ không xếp loại trong đợt này.',
    en: 'The branch is left out of this round.',
    wayOut: reload,
  },
  'grading.unknown-criterion': {
    status: 422,
    vi: 'Có tiêu chí không thuộc đợt này.',
    en: 'A criterion does not belong to this round.',
    wayOut: reload,
  },
  'grading.points-wrong': {
    status: 422,
    vi: 'Điểm của “{{criterion}}” phải từ 0 đến {{most}}, tính đến nửa điểm.',
    en: 'Points of “{{criterion}}” go from 0 to {{most}}, in halves.',
    wayOut: { vi: 'Nhập lại điểm.', en: 'Enter the points again.' },
  },
  'grading.points-missing': {
    status: 422,
    vi: 'Chưa chấm điểm “{{criterion}}”.',
    en: '“{{criterion}}” has no points.',
    wayOut: { vi: 'Chấm đủ các tiêu chí rồi gửi.', en: 'Give points to every criterion, then send.' },
  },
  'grading.answer-missing': {
    status: 422,
    vi: 'Chưa trả lời: {{condition}}.',
    en: 'Not answered: {{condition}}.',
    wayOut: { vi: 'Chọn có hoặc không.', en: 'Choose yes or no.' },
  },
  'grading.note-missing': {
    status: 422,
    vi: 'Cần ghi rõ: {{condition}}.',
    en: 'Say more about: {{condition}}.',
    wayOut: { vi: 'Ghi một câu về sự việc.', en: 'Write a sentence on what happened.' },
  },
  'grading.grade-missing': {
    status: 422,
    vi: 'Chưa đề nghị mức xếp loại.',
    en: 'No grade is proposed.',
    wayOut: { vi: 'Chọn một mức.', en: 'Choose a grade.' },
  },
  'grading.words-missing': {
    status: 422,
    vi: 'Chưa ghi ưu điểm hoặc hạn chế, khuyết điểm.',
    en: 'Strengths or faults are missing.',
    wayOut: { vi: 'Ghi vài câu rồi gửi.', en: 'Write some sentences, then send.' },
  },
  'grading.points-too-few': {
    status: 422,
    vi: 'Chưa được mức này: {{points}} điểm, cần từ {{least}} điểm.',
    en: 'This grade is not allowed: {{points}} points, it takes {{least}}.',
    wayOut: {
      vi: 'Chọn mức thấp hơn, hoặc xem lại điểm.',
      en: 'Choose a lower grade, or look at the points again.',
    },
  },
  'grading.tasks-not-done': {
    status: 422,
    vi: 'Chưa được mức này: đã xong {{done}}/{{due}} nhiệm vụ đến hạn ({{percent}}%), cần {{least}}%.',
    en: 'This grade is not allowed: {{done}} of {{due}} tasks due are done ({{percent}} %), it takes {{least}} %.',
    wayOut: {
      vi: 'Báo cáo việc đã xong ở trang nhiệm vụ, chọn mức thấp hơn, hoặc ghi nguyên nhân khách quan để cấp ủy xem xét khi thẩm định.',
      en: 'Report finished work on the tasks pages, choose a lower grade, or write a cause beyond the branch for the committee to accept in its appraisal.',
    },
  },
  'grading.tasks-late': {
    status: 422,
    vi: 'Chưa được mức này: {{late}}/{{due}} nhiệm vụ chậm ({{percent}}%), nhiều nhất {{most}}%.',
    en: 'This grade is not allowed: {{late}} of {{due}} tasks are late ({{percent}} %), at most {{most}} % may be.',
    wayOut: {
      vi: 'Chọn mức thấp hơn, hoặc ghi nguyên nhân khách quan để cấp ủy xem xét khi thẩm định.',
      en: 'Choose a lower grade, or write a cause beyond the branch for the committee to accept in its appraisal.',
    },
  },
  'grading.condition-unmet': {
    status: 422,
    vi: 'Chưa được mức này vì điều kiện: {{condition}}.',
    en: 'This grade is not allowed because of: {{condition}}.',
    wayOut: {
      vi: 'Chọn mức thấp hơn, hoặc xem lại câu trả lời.',
      en: 'Choose a lower grade, or look at the answer again.',
    },
  },
  'grading.reason-missing': {
    status: 422,
    vi: 'Điểm hoặc mức khác với chi bộ tự xếp loại mà chưa có lý do.',
    en: 'Points or grade differ from the branch’s own and no reason is given.',
    wayOut: { vi: 'Ghi lý do rồi lưu.', en: 'Write the reason, then save.' },
  },
  'grading.not-appraised': {
    status: 409,
    vi: '{{name}} chưa được thẩm định nên chưa quyết định được.',
    en: '{{name}} has not been appraised and cannot be decided.',
    wayOut: {
      vi: 'Thẩm định trước, hoặc bỏ chi bộ này ra.',
      en: 'Appraise it first, or take it out of the list.',
    },
  },
  'grading.over-cap': {
    status: 422,
    vi: 'Vượt tỷ lệ xuất sắc: {{excellent}} chi bộ, chỉ được {{most}} ({{percent}}% của {{base}}).',
    en: 'Too many are excellent: {{excellent}}, {{most}} are allowed ({{percent}} % of {{base}}).',
    wayOut: {
      vi: 'Quyết định các chi bộ hoàn thành tốt cùng lần này, hoặc thẩm định lại một số chi bộ ở mức thấp hơn.',
      en: 'Decide those graded good in the same act, or appraise some of the excellent ones lower.',
    },
  },
  'grading.decided-ahead': {
    status: 422,
    vi: 'Ngày quyết định không thể sau hôm nay.',
    en: 'The day of the decision cannot lie ahead.',
    wayOut: { vi: 'Nhập ngày trên văn bản.', en: 'Enter the day on the paper.' },
  },
  'grading.same-grade': {
    status: 422,
    vi: 'Quyết định mới giữ nguyên mức cũ.',
    en: 'The new decision keeps the same grade.',
    wayOut: { vi: 'Chọn mức khác.', en: 'Choose another grade.' },
  },
} satisfies ErrorTable;
