import type { ErrorTable } from '#kernel/error-table.ts';
import { errors as spreadsheetErrors } from '#platform/spreadsheet/errors.ts';
import { importErrors } from './domain/import/import-errors.ts';
import { importManyErrors } from './domain/import-many/errors.ts';

export const errors = {
  ...importErrors,
  ...importManyErrors,
  ...spreadsheetErrors,
  'members.import-too-many': {
    status: 422,
    vi: 'Danh sách có {{people}} người; một chi bộ nhập nhiều nhất {{most}} người mỗi lần.',
    en: 'The list has {{people}} people; at most {{most}} at a time for one branch.',
    wayOut: { vi: 'Chọn đúng danh sách của chi bộ này.', en: 'Choose the list of this branch.' },
  },
  'members.not-in-branch': {
    status: 404,
    vi: 'Người này không thuộc chi bộ vào ngày đó.',
    en: 'This person does not belong to the branch on that day.',
    wayOut: { vi: 'Kiểm tra lại chi bộ và ngày.', en: 'Check the branch and the day.' },
  },
  'members.status-before-joining': {
    status: 422,
    vi: 'Ngày nêu ra là trước khi đảng viên về chi bộ ({{on}}).',
    en: 'That day is before the member joined ({{on}}).',
    wayOut: { vi: 'Chọn một ngày muộn hơn.', en: 'Choose a later day.' },
  },
  'members.same-status': {
    status: 409,
    vi: 'Đảng viên đã ở diện này rồi.',
    en: 'The member already belongs in this way.',
    wayOut: { vi: 'Không cần làm gì thêm.', en: 'Nothing is left to do.' },
  },
  'members.day-in-future': {
    status: 422,
    vi: 'Việc này chỉ ghi được khi đã diễn ra.',
    en: 'This can only be recorded once it has happened.',
    wayOut: { vi: 'Chọn hôm nay hoặc một ngày đã qua.', en: 'Choose today or an earlier day.' },
  },
  'members.has-died': {
    status: 409,
    vi: 'Đảng viên đã từ trần ngày {{on}}.',
    en: 'The member died on {{on}}.',
    wayOut: {
      vi: 'Nếu ghi nhầm, thu hồi việc ghi từ trần trước.',
      en: 'If that was a mistake, take the record of the death back first.',
    },
  },
  'members.left-already': {
    status: 409,
    vi: 'Người này đã ra khỏi Đảng ngày {{on}}.',
    en: 'This person left the Party on {{on}}.',
    wayOut: {
      vi: 'Nếu được kết nạp lại hoặc khôi phục đảng tịch thì ghi việc đó trước.',
      en: 'Record the new admission or the reinstatement first.',
    },
  },
  'members.later-change-known': {
    status: 409,
    vi: 'Đã ghi một thay đổi có hiệu lực sau ngày đó ({{on}}).',
    en: 'A change after that day is already recorded ({{on}}).',
    wayOut: {
      vi: 'Thu hồi thay đổi đó trước, hoặc chọn ngày muộn hơn.',
      en: 'Take that change back first, or choose a later day.',
    },
  },
  'members.is-member': {
    status: 409,
    vi: 'Người này đang là đảng viên ở một chi bộ (từ {{on}}).',
    en: 'This person is a member of a branch (since {{on}}).',
    wayOut: { vi: 'Dùng thủ tục chuyển sinh hoạt đảng.', en: 'Use a transfer instead.' },
  },
  'members.under-age': {
    status: 422,
    vi: 'Người vào Đảng phải đủ {{age}} tuổi vào ngày kết nạp.',
    en: 'Whoever is admitted must be {{age}} years old on that day.',
    wayOut: {
      vi: 'Kiểm tra ngày sinh và ngày tổ chức lễ kết nạp.',
      en: 'Check the dates of birth and of the ceremony.',
    },
  },
  'members.over-age': {
    status: 422,
    vi: 'Người trên {{age}} tuổi phải được cấp ủy trực thuộc Trung ương đồng ý.',
    en: 'Above {{age}} years a committee directly under the centre has to agree.',
    wayOut: { vi: 'Ghi số văn bản đồng ý.', en: 'Record the number of its consent.' },
  },
  'members.too-soon-again': {
    status: 422,
    vi: 'Kết nạp lại phải sau {{months}} tháng kể từ khi ra khỏi Đảng, từ ngày {{from}}.',
    en: 'A new admission is possible {{months}} months after leaving, from {{from}} on.',
    wayOut: { vi: 'Chọn ngày từ {{from}}.', en: 'Choose a day from {{from}} on.' },
  },
  'members.admitted-again-once': {
    status: 409,
    vi: 'Người này đã được kết nạp lại một lần; chỉ được kết nạp lại một lần.',
    en: 'This person was admitted again once already, and once is all.',
    wayOut: { vi: 'Kiểm tra hồ sơ.', en: 'Check the record.' },
  },
  'members.resigned-before': {
    status: 422,
    vi: 'Người đã làm đơn xin ra khỏi Đảng không được xét kết nạp lại, trừ trường hợp đặc biệt.',
    en: 'Whoever left on own request is not admitted again, but for special cases.',
    wayOut: {
      vi: 'Ghi số văn bản đồng ý nếu thuộc trường hợp đặc biệt.',
      en: 'Record the consent if this is a special case.',
    },
  },
  'members.probation-not-over': {
    status: 422,
    vi: 'Chưa hết thời kỳ dự bị {{months}} tháng; công nhận được từ ngày {{due}}.',
    en: 'Probation of {{months}} months is not over; recognition is possible from {{due}} on.',
    wayOut: { vi: 'Chờ đến ngày {{due}}.', en: 'Wait until {{due}}.' },
  },
  'members.not-on-probation': {
    status: 409,
    vi: 'Vào ngày đó người này không phải đảng viên dự bị.',
    en: 'This member is not on probation on that day.',
    wayOut: { vi: 'Kiểm tra lại ngày và diện sinh hoạt.', en: 'Check the day and how the member belongs.' },
  },
  'members.suspended-now': {
    status: 409,
    vi: 'Đảng viên đang bị đình chỉ sinh hoạt từ {{on}}.',
    en: 'The member is suspended since {{on}}.',
    wayOut: { vi: 'Ghi việc trở lại sinh hoạt trước.', en: 'Record the return first.' },
  },
  'members.away-now': {
    status: 409,
    vi: 'Đảng viên đang sinh hoạt tạm thời nơi khác từ {{on}}.',
    en: 'The member is temporarily away since {{on}}.',
    wayOut: { vi: 'Kết thúc việc sinh hoạt tạm thời trước.', en: 'End the temporary stay first.' },
  },
  'members.exempt-now': {
    status: 409,
    vi: 'Đảng viên đang được miễn sinh hoạt từ {{on}}.',
    en: 'The member is exempt since {{on}}.',
    wayOut: { vi: 'Ghi việc trở lại sinh hoạt trước.', en: 'Record the return first.' },
  },
  'members.not-apart': {
    status: 409,
    vi: 'Đảng viên không ở diện miễn hoặc đình chỉ vào ngày đó.',
    en: 'The member is neither exempt nor suspended on that day.',
    wayOut: { vi: 'Kiểm tra lại ngày.', en: 'Check the day.' },
  },
  'members.has-not-left': {
    status: 409,
    vi: 'Người này chưa ra khỏi Đảng.',
    en: 'This person has not left the Party.',
    wayOut: { vi: 'Không cần khôi phục đảng tịch.', en: 'There is nothing to reinstate.' },
  },
  'members.before-leaving': {
    status: 422,
    vi: 'Ngày khôi phục phải từ ngày ra khỏi Đảng ({{on}}).',
    en: 'The reinstatement cannot be before the leaving ({{on}}).',
    wayOut: { vi: 'Chọn ngày muộn hơn.', en: 'Choose a later day.' },
  },
  'members.ends-before-it-begins': {
    status: 422,
    vi: 'Ngày kết thúc phải sau ngày bắt đầu.',
    en: 'The end must be after the beginning.',
    wayOut: { vi: 'Chọn lại ngày kết thúc.', en: 'Choose another last day.' },
  },
  'members.same-branch': {
    status: 422,
    vi: 'Nơi đến trùng với chi bộ hiện tại.',
    en: 'The branch to go to is the present one.',
    wayOut: { vi: 'Chọn chi bộ khác.', en: 'Choose another branch.' },
  },
  'members.not-a-branch': {
    status: 422,
    vi: 'Đơn vị này không phải chi bộ.',
    en: 'This unit is not a branch.',
    wayOut: { vi: 'Chọn một chi bộ.', en: 'Choose a branch.' },
  },
  'members.branch-not-founded': {
    status: 422,
    vi: 'Chi bộ này được thành lập ngày {{on}}, sau ngày nêu ra.',
    en: 'This branch was founded on {{on}}, after that day.',
    wayOut: { vi: 'Chọn ngày từ {{on}}.', en: 'Choose a day from {{on}} on.' },
  },
  'members.branch-ended': {
    status: 409,
    vi: 'Chi bộ này đã kết thúc hoạt động ngày {{on}}.',
    en: 'This branch was closed on {{on}}.',
    wayOut: { vi: 'Chọn chi bộ đang hoạt động.', en: 'Choose a branch that exists.' },
  },
  'members.stays-overlap': {
    status: 409,
    vi: 'Đã có một thời gian sinh hoạt tạm thời trùng với khoảng này (từ {{from}}).',
    en: 'Another temporary stay overlaps with this one (from {{from}}).',
    wayOut: {
      vi: 'Kết thúc thời gian đó trước, hoặc chọn ngày khác.',
      en: 'End that stay first, or choose other days.',
    },
  },
  'members.stay-too-short': {
    status: 422,
    vi: 'Sinh hoạt tạm thời phải từ {{months}} tháng.',
    en: 'A temporary stay lasts at least {{months}} months.',
    wayOut: {
      vi: 'Dưới mức đó, đảng viên vẫn sinh hoạt ở chi bộ.',
      en: 'For less, the member stays with the own branch.',
    },
  },
  'members.stay-too-long': {
    status: 422,
    vi: 'Sinh hoạt tạm thời không được đến {{months}} tháng.',
    en: 'A temporary stay must not reach {{months}} months.',
    wayOut: {
      vi: 'Rút ngắn, hoặc chuyển sinh hoạt chính thức.',
      en: 'Shorten it, or transfer the member for good.',
    },
  },
  'members.not-away': {
    status: 409,
    vi: 'Đảng viên không ở diện sinh hoạt tạm thời vào ngày đó.',
    en: 'The member is not temporarily away on that day.',
    wayOut: { vi: 'Kiểm tra lại ngày.', en: 'Check the day.' },
  },
  'members.periods-overlap': {
    status: 409,
    vi: 'Có người vừa ghi một thay đổi khác cho đảng viên này.',
    en: 'Somebody has just recorded another change of this member.',
    wayOut: { vi: 'Tải lại trang rồi làm lại.', en: 'Load the page again, then do it again.' },
  },
  'members.not-the-last-move': {
    status: 409,
    vi: 'Chỉ thu hồi được việc ghi sau cùng của đảng viên.',
    en: 'Only the last act about a member can be taken back.',
    wayOut: { vi: 'Thu hồi các việc ghi sau trước.', en: 'Take the later ones back first.' },
  },
  'members.part-of-a-transfer': {
    status: 409,
    vi: 'Việc này thuộc một thủ tục chuyển sinh hoạt hoặc bàn giao nên không thu hồi riêng.',
    en: 'This is part of a transfer or a handover and is not taken back by itself.',
    wayOut: { vi: 'Làm thủ tục chuyển sinh hoạt ngược lại.', en: 'Transfer the member back.' },
  },
  'members.changed-since': {
    status: 409,
    vi: 'Danh sách đã thay đổi sau việc ghi này, ví dụ do nhập danh sách.',
    en: 'The list has changed since, by an import for instance.',
    wayOut: { vi: 'Ghi việc đúng thay vì thu hồi.', en: 'Record what is right instead.' },
  },
  'members.reason-needed': {
    status: 409,
    vi: 'Hồ sơ này thuộc đơn vị khác: cần nêu lý do trước khi mở. Đảng viên sẽ thấy lý do đó.',
    en: 'This record belongs to another unit: say why you open it. The member will see the reason.',
    wayOut: { vi: 'Nêu lý do rồi mở.', en: 'Give the reason, then open it.' },
  },
  'members.ceremony-before-decision': {
    status: 422,
    vi: 'Lễ kết nạp không thể trước ngày quyết định kết nạp ({{on}}).',
    en: 'The ceremony cannot be before the decision ({{on}}).',
    wayOut: { vi: 'Kiểm tra lại hai ngày.', en: 'Check both days.' },
  },
  'members.official-before-admission': {
    status: 422,
    vi: 'Ngày công nhận chính thức trước ngày kết nạp.',
    en: 'Recognised as official before being admitted.',
    wayOut: { vi: 'Kiểm tra hai ngày với hồ sơ đảng viên.', en: 'Check both dates against the member file.' },
  },
  'members.number-taken': {
    status: 409,
    vi: 'Số này trong hệ thống thuộc về một người khác.',
    en: 'This number belongs to somebody else in the system.',
    wayOut: {
      vi: 'Kiểm tra số; nếu đúng là một người thì báo cấp ủy cấp trên để hợp nhất hồ sơ.',
      en: 'Check the number; if it is one person, ask the committee above to merge the records.',
    },
  },
  'members.import-outdated': {
    status: 409,
    vi: 'Dữ liệu của chi bộ đã thay đổi từ lúc xem trước.',
    en: 'The branch has changed since the preview.',
    wayOut: { vi: 'Xem lại bản xem trước rồi nhập.', en: 'Look at the preview again, then import.' },
  },
  'members.import-has-refusals': {
    status: 422,
    vi: 'Còn {{refused}} dòng bị từ chối. Chưa có gì được ghi.',
    en: '{{refused}} rows are refused. Nothing was written.',
    wayOut: {
      vi: 'Sửa các dòng đó trong tệp, hoặc chọn bỏ qua các dòng bị từ chối.',
      en: 'Correct those rows in the file, or choose to leave refused rows out.',
    },
  },
  'members.import-conflict': {
    status: 409,
    vi: 'Có người vừa nhập cùng số thẻ hoặc số định danh. Chưa có gì được ghi.',
    en: 'Somebody has just entered the same card or citizen number. Nothing was written.',
    wayOut: { vi: 'Xem trước lại rồi nhập.', en: 'Preview again, then import.' },
  },
  'members.correction-bad-value': {
    status: 422,
    vi: 'Giá trị này không đúng dạng của mục được chọn.',
    en: 'This value does not have the form of that field.',
    wayOut: {
      vi: 'Ghi lại như trên giấy tờ: ngày tháng đủ, số đủ chữ số.',
      en: 'Write it as your papers have it: full dates, all digits.',
    },
  },
  'members.correction-same': {
    status: 422,
    vi: 'Hồ sơ đã ghi đúng như vậy.',
    en: 'The record says so already.',
    wayOut: { vi: 'Không cần đề nghị gì thêm.', en: 'Nothing needs to be proposed.' },
  },
  'members.correction-open': {
    status: 409,
    vi: 'Đồng chí đã có một đề nghị đang chờ về mục này.',
    en: 'A proposal of yours about this field is waiting already.',
    wayOut: {
      vi: 'Rút đề nghị cũ rồi gửi lại, hoặc chờ chi bộ trả lời.',
      en: 'Take that one back and send again, or wait for the answer of the branch.',
    },
  },
  'members.correction-no-branch': {
    status: 409,
    vi: 'Đồng chí hiện không thuộc chi bộ nào nên chưa có nơi xem xét đề nghị.',
    en: 'You belong to no branch now, so nobody could decide about the proposal.',
    wayOut: { vi: 'Liên hệ cấp ủy nơi giữ hồ sơ.', en: 'Ask the committee that keeps your record.' },
  },
  'members.correction-decided': {
    status: 409,
    vi: 'Đề nghị này đã được xử lý hoặc đã rút.',
    en: 'This proposal has been decided or taken back.',
    wayOut: { vi: 'Tải lại trang.', en: 'Load the page again.' },
  },
  'members.own-correction': {
    status: 403,
    vi: 'Không ai tự quyết định về hồ sơ của mình.',
    en: 'Nobody decides about the own record.',
    wayOut: {
      vi: 'Nhờ phó bí thư hoặc cán bộ tổ chức cấp trên xem xét.',
      en: 'Ask the deputy secretary or an officer above.',
    },
  },
  'members.correction-answer-missing': {
    status: 422,
    vi: 'Không đồng ý thì phải trả lời vì sao.',
    en: 'A refusal says why.',
    wayOut: { vi: 'Ghi câu trả lời cho đảng viên.', en: 'Write an answer to the member.' },
  },
  'members.maybe-known': {
    status: 409,
    vi: 'Đã có {{count}} hồ sơ cùng họ tên và ngày sinh.',
    en: 'Records with this name and day of birth: {{count}}.',
    wayOut: {
      vi: 'Ghi số định danh để nhận ra người cũ; nếu chắc chắn là người khác, đánh dấu vào ô xác nhận rồi gửi lại.',
      en: 'Give the citizen number so that the same person is recognised; if it is somebody else for certain, tick the box and send again.',
    },
  },
  'members.merged-already': {
    status: 409,
    vi: 'Một trong hai hồ sơ đã được gộp.',
    en: 'One of the two records has been merged already.',
    wayOut: { vi: 'Tải lại danh sách.', en: 'Load the list again.' },
  },
  'members.merge-account': {
    status: 409,
    vi: 'Chỉ hồ sơ bị gộp mới có tài khoản; gộp như vậy thì người này không vào được nữa.',
    en: 'Only the record that would go has an account, and its owner could not enter any more.',
    wayOut: { vi: 'Giữ hồ sơ có tài khoản.', en: 'Keep the record that has the account.' },
  },
  'members.merge-ballot': {
    status: 409,
    vi: 'Hồ sơ sẽ bị gộp đang có tên trong danh sách của một cuộc bỏ phiếu kín chưa kiểm phiếu.',
    en: 'The record that would go is on the roll of a secret ballot that has not been counted.',
    wayOut: { vi: 'Gộp sau khi kiểm phiếu xong.', en: 'Merge them when it has been counted.' },
  },
  'members.merge-oneself': {
    status: 409,
    vi: 'Đồng chí đang dùng hồ sơ này để đăng nhập.',
    en: 'This is the record by which you are signed in.',
    wayOut: { vi: 'Giữ hồ sơ này, gộp hồ sơ kia vào.', en: 'Keep this record and merge the other into it.' },
  },
} satisfies ErrorTable;
