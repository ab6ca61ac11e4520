import type { ErrorTable } from '#kernel/error-table.ts';

const toSecretary = { vi: 'Báo bí thư chi bộ.', en: 'Tell the secretary of the branch.' };

export const errors = {
  'ballots.reason-needed': {
    status: 409,
    vi: 'Cuộc bỏ phiếu có thể nêu tên đảng viên. Từ hai cấp trên chi bộ trở lên, nêu lý do thì mới mở được.',
    en: 'A ballot may name members. From two levels above the branch it opens after a reason was given.',
    wayOut: {
      vi: 'Mở buổi sinh hoạt hoặc danh sách của chi bộ, nêu lý do rồi trở lại; lý do có giá trị trong ngày.',
      en: 'Open the meeting or the list of the branch, say why, and come back; a reason holds for the day.',
    },
  },
  'ballots.open-vote': {
    status: 422,
    vi: 'Giơ tay, giơ thẻ và biểu quyết có ghi tên là biểu quyết công khai, không phải bỏ phiếu kín.',
    en: 'Hands, Party cards and named taps are open votes, not a secret ballot.',
    wayOut: { vi: 'Mở biểu quyết công khai trong buổi sinh hoạt.', en: 'Open an open vote in the meeting.' },
  },
  'ballots.method-not-allowed': {
    status: 422,
    vi: 'Quy định đang áp dụng không cho phép cách bỏ phiếu này đối với việc này.',
    en: 'The rule in force does not allow this way of voting on this matter.',
    wayOut: {
      vi: 'Chọn cách khác, hoặc đề nghị cấp ủy có văn bản cho phép và đặt mức riêng cho việc này.',
      en: 'Choose another way, or ask the committee that holds an allowing document to set its own value for the matter.',
    },
  },
  'ballots.other-paper': {
    status: 422,
    vi: 'Mẫu phiếu không phù hợp với việc cần bỏ phiếu.',
    en: 'This kind of paper does not belong to the matter.',
    wayOut: { vi: 'Chọn lại việc cần bỏ phiếu.', en: 'Choose the matter again.' },
  },
  'ballots.name-twice': {
    status: 422,
    vi: 'Danh sách có hai dòng cùng tên nên không phân biệt được.',
    en: 'Two lines of the list have the same name and cannot be told apart.',
    wayOut: {
      vi: 'Ghi thêm năm sinh hoặc chức vụ sau tên.',
      en: 'Add the year of birth or the post after the name.',
    },
  },
  'ballots.form-twice': {
    status: 422,
    vi: 'Một hình thức kỷ luật được ghi hai lần.',
    en: 'A form of discipline is named twice.',
    wayOut: { vi: 'Bỏ một dòng.', en: 'Take one line out.' },
  },
  'ballots.too-few-candidates': {
    status: 422,
    vi: 'Danh sách có {{candidates}} người, ít hơn số lượng cần bầu ({{seats}}).',
    en: 'The list has {{candidates}} names, fewer than the seats ({{seats}}).',
    wayOut: {
      vi: 'Thêm người vào danh sách hoặc giảm số lượng cần bầu.',
      en: 'Add names, or lower the number of seats.',
    },
  },
  'ballots.too-many-candidates': {
    status: 422,
    vi: 'Bầu {{seats}} người thì danh sách nhiều nhất {{most}} người (số dư tối đa {{percent}}%); hiện có {{candidates}}.',
    en: 'For {{seats}} seats the list holds at most {{most}} names (surplus up to {{percent}} %); it has {{candidates}}.',
    wayOut: { vi: 'Lấy ý kiến để rút bớt danh sách.', en: 'Take soundings to shorten the list.' },
  },
  'ballots.list-too-long': {
    status: 422,
    vi: 'Danh sách nhiều nhất {{most}} người.',
    en: 'A list has at most {{most}} names.',
    wayOut: { vi: 'Chia thành nhiều phiếu.', en: 'Split it into several papers.' },
  },
  'ballots.round-before-missing': {
    status: 422,
    vi: 'Không tìm thấy vòng bầu trước đã kết thúc của cùng việc này trong buổi sinh hoạt.',
    en: 'There is no closed round before of this matter in the meeting.',
    wayOut: { vi: 'Kết thúc vòng trước rồi mở vòng sau.', en: 'Close the round before first.' },
  },
  'ballots.has-been-opened': {
    status: 409,
    vi: 'Cuộc bỏ phiếu đã mở nên không sửa hoặc xóa được nữa.',
    en: 'The ballot has been opened: it can no longer be changed or removed.',
    wayOut: {
      vi: 'Nếu sai thì hủy, nêu lý do và lập cuộc khác.',
      en: 'Annul it with the reason and make another.',
    },
  },
  'ballots.nobody-may-vote': {
    status: 422,
    vi: 'Chưa có ai có mặt được quyền bỏ phiếu việc này.',
    en: 'Nobody who is present may vote on this matter.',
    wayOut: { vi: 'Điểm danh trước rồi mở bỏ phiếu.', en: 'Call the roll first, then open the ballot.' },
  },
  'ballots.no-counters': {
    status: 422,
    vi: 'Bỏ phiếu bằng phiếu giấy phải có ban kiểm phiếu.',
    en: 'A ballot on paper needs a counting committee.',
    wayOut: {
      vi: 'Chọn ban kiểm phiếu trong số người có mặt.',
      en: 'Choose its members among those present.',
    },
  },
  'ballots.counter-not-present': {
    status: 422,
    vi: 'Đồng chí {{name}} trong ban kiểm phiếu chưa được điểm danh có mặt.',
    en: '{{name}} of the counting committee is not marked present.',
    wayOut: { vi: 'Điểm danh hoặc chọn người khác.', en: 'Mark the person present, or choose another.' },
  },
  'ballots.counter-is-candidate': {
    status: 422,
    vi: 'Đồng chí {{name}} có tên trong danh sách bầu cử nên không tham gia ban kiểm phiếu.',
    en: '{{name}} stands on the list and may not count its ballots.',
    wayOut: { vi: 'Chọn người khác vào ban kiểm phiếu.', en: 'Choose somebody else.' },
  },
  'ballots.not-open-yet': {
    status: 409,
    vi: 'Cuộc bỏ phiếu chưa mở.',
    en: 'The ballot is not open yet.',
    wayOut: { vi: 'Chờ bí thư mở bỏ phiếu.', en: 'Wait until the secretary opens it.' },
  },
  'ballots.closed': {
    status: 409,
    vi: 'Cuộc bỏ phiếu đã kết thúc.',
    en: 'The ballot is closed.',
    wayOut: { vi: 'Xem kết quả đã công bố.', en: 'See the result that was announced.' },
  },
  'ballots.annulled': {
    status: 409,
    vi: 'Cuộc bỏ phiếu đã bị hủy.',
    en: 'The ballot has been annulled.',
    wayOut: { vi: 'Xem lý do, chờ cuộc bỏ phiếu khác.', en: 'See the reason and wait for another one.' },
  },
  'ballots.not-closed': {
    status: 409,
    vi: 'Cuộc bỏ phiếu chưa kết thúc nên chưa có biên bản kiểm phiếu.',
    en: 'The ballot is not closed: there is no protocol of the count yet.',
    wayOut: { vi: 'Kết thúc bỏ phiếu trước.', en: 'Close the ballot first.' },
  },
  'ballots.not-by-this-method': {
    status: 409,
    vi: 'Cuộc này bỏ phiếu theo cách khác.',
    en: 'This ballot is held in another way.',
    wayOut: { vi: 'Tải lại trang để thấy cách bỏ phiếu.', en: 'Reload the page to see how.' },
  },
  'ballots.provisional-cannot-vote': {
    status: 403,
    vi: 'Đảng viên dự bị không có quyền bỏ phiếu việc này.',
    en: 'A provisional member has no vote on this matter.',
    wayOut: { vi: 'Đồng chí vẫn có quyền dự họp và phát biểu.', en: 'You may still attend and speak.' },
  },
  'ballots.status-cannot-vote': {
    status: 403,
    vi: 'Tư cách sinh hoạt hiện tại không có quyền bỏ phiếu việc này.',
    en: 'Members of this status have no vote on this matter.',
    wayOut: toSecretary,
  },
  'ballots.taken-out-of-the-base': {
    status: 403,
    vi: 'Khi mở bỏ phiếu, đồng chí thuộc diện không tính vào số để tính tỷ lệ nên không được phát phiếu.',
    en: 'When the ballot was opened you were among those taken out of the base, and got no ballot.',
    wayOut: toSecretary,
  },
  'ballots.not-among-the-voters': {
    status: 403,
    vi: 'Đồng chí không có trong danh sách cử tri: lúc mở bỏ phiếu chưa được điểm danh có mặt.',
    en: 'You are not among the voters: you were not marked present when the ballot was opened.',
    wayOut: toSecretary,
  },
  'ballots.already-voted': {
    status: 409,
    vi: 'Phiếu của đồng chí đã ở trong hòm phiếu. Mỗi người bỏ một phiếu.',
    en: 'Your ballot is in the box already. Everybody has one.',
    wayOut: { vi: 'Chờ công bố kết quả.', en: 'Wait for the result.' },
  },
  'ballots.marks-unreadable': {
    status: 422,
    vi: 'Lá phiếu không đúng mẫu của cuộc bỏ phiếu này (cần {{letters}} dấu).',
    en: 'This is no ballot of this paper (it needs {{letters}} marks).',
    wayOut: { vi: 'Tải lại trang rồi chọn lại.', en: 'Reload the page and choose again.' },
  },
  'ballots.too-many-names': {
    status: 422,
    vi: 'Lá phiếu chọn nhiều hơn {{seats}} người.',
    en: 'The ballot names more than {{seats}}.',
    wayOut: { vi: 'Bỏ bớt cho đủ số lượng cần bầu.', en: 'Take some out.' },
  },
  'ballots.token-given': {
    status: 409,
    vi: 'Phiếu của đồng chí đã được nhận trên một máy khác. Mỗi người nhận một phiếu.',
    en: 'Your ballot has been taken on another device. Everybody gets one.',
    wayOut: {
      vi: 'Bỏ phiếu bằng máy đã nhận phiếu; nếu máy đó hỏng, báo bí thư.',
      en: 'Vote on the device that took it; if that one is broken, tell the secretary.',
    },
  },
  'ballots.token-request-broken': {
    status: 422,
    vi: 'Yêu cầu nhận phiếu bị hỏng.',
    en: 'The request for a ballot is broken.',
    wayOut: { vi: 'Tải lại trang rồi nhận lại phiếu.', en: 'Reload the page and take the ballot again.' },
  },
  'ballots.token-invalid': {
    status: 403,
    vi: 'Lá phiếu không có dấu của cuộc bỏ phiếu này.',
    en: 'The ballot does not bear the mark of this ballot.',
    wayOut: {
      vi: 'Nhận phiếu của cuộc này trên máy của đồng chí.',
      en: 'Take the ballot of this vote on your own device.',
    },
  },
  'ballots.slip-changed': {
    status: 422,
    vi: 'Lá phiếu bị sửa trên đường đi nên không nhận.',
    en: 'The ballot was changed on its way and is not taken.',
    wayOut: { vi: 'Gửi lại từ máy của đồng chí.', en: 'Send it again from your own device.' },
  },
  'ballots.slip-in-the-box': {
    status: 409,
    vi: 'Một lá phiếu có cùng dấu đã ở trong hòm phiếu.',
    en: 'A ballot with the same mark lies in the box already.',
    wayOut: { vi: 'Mỗi phiếu chỉ bỏ một lần.', en: 'A ballot is cast once.' },
  },
  'ballots.keys-lost': {
    status: 409,
    vi: 'Máy chủ không còn khóa của cuộc bỏ phiếu này nên không nhận hoặc mở phiếu được.',
    en: 'The server has lost the keys of this ballot: ballots can be neither taken nor opened.',
    wayOut: {
      vi: 'Báo người vận hành khôi phục thư mục khóa; nếu mất hẳn thì hủy và bỏ phiếu lại.',
      en: 'Ask the operator to restore the folder of keys; if it is gone, annul and vote again.',
    },
  },
  'ballots.box-damaged': {
    status: 409,
    vi: 'Có {{damaged}} lá phiếu trong hòm bị hỏng hoặc bị sửa ngoài hệ thống. Chưa có gì được công bố.',
    en: '{{damaged}} ballots in the box are damaged or were changed from outside. Nothing has been announced.',
    wayOut: {
      vi: 'Báo người vận hành; nếu không khôi phục được thì hủy và bỏ phiếu lại.',
      en: 'Tell the operator; if it cannot be restored, annul and vote again.',
    },
  },
  'ballots.no-box': {
    status: 409,
    vi: 'Cuộc này không công bố hòm phiếu: chỉ bỏ phiếu kiểm được, đã kết thúc, mới có.',
    en: 'This ballot publishes no box: only a verifiable one that is closed does.',
    wayOut: { vi: 'Xem biên bản kiểm phiếu.', en: 'See the protocol of the count.' },
  },
  'ballots.count-missing': {
    status: 422,
    vi: 'Chưa nhập kết quả kiểm phiếu.',
    en: 'The sums of the count are missing.',
    wayOut: {
      vi: 'Nhập số phiếu do ban kiểm phiếu báo cáo.',
      en: 'Enter what the counting committee reports.',
    },
  },
  'ballots.count-does-not-add-up': {
    status: 422,
    vi: 'Các số của ban kiểm phiếu chưa khớp nhau nên không ghi được.',
    en: 'The sums of the counting committee do not add up and are not taken.',
    wayOut: {
      vi: 'Kiểm lại các số được nêu rồi nhập lại.',
      en: 'Check the sums that are named and enter them again.',
    },
  },
  'ballots.tablet-closed': {
    status: 403,
    vi: 'Máy dùng chung chưa mở cho cuộc bỏ phiếu này, hoặc đã đóng.',
    en: 'The shared tablet is not open for this ballot, or is closed again.',
    wayOut: { vi: 'Nhờ bí thư mở lại máy dùng chung.', en: 'Ask the secretary to open the tablet again.' },
  },
  'ballots.code-wrong': {
    status: 403,
    vi: 'Mã không đúng.',
    en: 'The code is wrong.',
    wayOut: {
      vi: 'Xem lại mã được phát. Sai năm lần thì mã bị hủy.',
      en: 'Look at the code again. After five wrong tries it is void.',
    },
  },
  'ballots.code-used-up': {
    status: 403,
    vi: 'Mã này không dùng được nữa: chưa được phát, hoặc đã nhập sai quá nhiều lần.',
    en: 'This code cannot be used: none was given, or it was tried too often.',
    wayOut: { vi: 'Xin bí thư mã mới.', en: 'Ask the secretary for a new one.' },
  },
} satisfies ErrorTable;
