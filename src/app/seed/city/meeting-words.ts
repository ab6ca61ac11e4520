import type { Sector } from '#features/units/contract.ts';

type Task = readonly [title: string, output: string];

/** What branches of a kind give their members to do, and what is there when it is done. */
export const TASKS: Record<Sector, readonly Task[]> = {
  residential: [
    ['Vận động các hộ phân loại rác tại nguồn', 'Danh sách hộ đã ký cam kết'],
    ['Rà soát hộ có người cao tuổi neo đơn', 'Bảng rà soát gửi chi ủy'],
    ['Lắp bảng tin công khai tại nhà văn hóa', 'Bảng tin đã lắp, có ảnh'],
    ['Hướng dẫn thủ tục trực tuyến cho người cao tuổi', 'Số người đã tự làm được thủ tục'],
    ['Kiểm tra bình chữa cháy các nhà trọ', 'Biên bản kiểm tra'],
    ['Giới thiệu quần chúng ưu tú học lớp nhận thức về Đảng', 'Giấy giới thiệu'],
    ['Vận động hiến đất mở rộng ngõ', 'Văn bản đồng thuận của các hộ'],
    ['Giải tỏa hàng quán lấn chiếm vỉa hè', 'Ảnh trước và sau, danh sách cam kết'],
    ['Tổ chức ngày tổng vệ sinh', 'Ảnh, danh sách hộ tham gia'],
    ['Thu thập ý kiến nhân dân về quy hoạch', 'Bảng tổng hợp ý kiến'],
  ],
  agency: [
    ['Rút ngắn thời gian giải quyết hồ sơ', 'Bảng so sánh thời gian trước và sau'],
    ['Số hóa hồ sơ lưu trữ của phòng', 'Danh mục hồ sơ đã số hóa'],
    ['Trả lời kiến nghị của công dân tồn đọng', 'Sổ theo dõi kiến nghị'],
    ['Tự kiểm tra việc chấp hành kỷ luật hành chính', 'Báo cáo tự kiểm tra'],
    ['Bồi dưỡng quần chúng ưu tú', 'Nhận xét của người được phân công giúp đỡ'],
    ['Đề xuất một sáng kiến cải cách hành chính', 'Bản đề xuất được thông qua'],
  ],
  'public-service': [
    ['Khảo sát sự hài lòng của người dân', 'Báo cáo khảo sát'],
    ['Cải tạo khu đón tiếp', 'Ảnh, biên bản nghiệm thu'],
    ['Rà soát quy trình chuyên môn', 'Quy trình đã sửa'],
    ['Khám, tư vấn miễn phí cho người có công', 'Danh sách người được khám'],
    ['Bồi dưỡng quần chúng ưu tú', 'Nhận xét của người được phân công giúp đỡ'],
  ],
  'enterprise-state': [
    ['Hoàn thành sản lượng tháng của tổ', 'Bảng sản lượng'],
    ['Kiểm tra an toàn lao động phân xưởng', 'Biên bản kiểm tra'],
    ['Đăng ký sáng kiến tiết kiệm vật tư', 'Bản sáng kiến, số tiền tiết kiệm'],
    ['Gặp gỡ người lao động có hoàn cảnh khó khăn', 'Danh sách và đề nghị hỗ trợ'],
    ['Bồi dưỡng quần chúng ưu tú', 'Nhận xét của người được phân công giúp đỡ'],
  ],
  'enterprise-private': [
    ['Kiểm tra an toàn phòng cháy kho hàng', 'Biên bản kiểm tra'],
    ['Bảo đảm chế độ bảo hiểm cho người lao động', 'Bảng đối chiếu đã nộp'],
    ['Giới thiệu người lao động ưu tú vào Đảng', 'Giấy giới thiệu'],
    ['Tổ chức đối thoại với người lao động', 'Biên bản đối thoại'],
  ],
  'armed-forces': [
    ['Kiểm tra chế độ trực sẵn sàng', 'Biên bản kiểm tra'],
    ['Huấn luyện bổ sung chiến sĩ mới', 'Kết quả kiểm tra huấn luyện'],
    ['Nắm tình hình địa bàn trọng điểm', 'Báo cáo tình hình'],
    ['Xây dựng cảnh quan đơn vị', 'Ảnh, biên bản nghiệm thu'],
  ],
  school: [
    ['Phụ đạo học sinh còn yếu', 'Kết quả kiểm tra của học sinh'],
    ['Kiểm tra bếp ăn và vệ sinh an toàn thực phẩm', 'Biên bản kiểm tra'],
    ['Dự giờ, góp ý giáo viên mới', 'Phiếu dự giờ'],
    ['Xây dựng thư viện thân thiện', 'Ảnh, danh mục sách'],
    ['Bồi dưỡng quần chúng ưu tú', 'Nhận xét của người được phân công giúp đỡ'],
    ['Phòng chống bạo lực học đường', 'Kế hoạch và kết quả thực hiện'],
  ],
};

export const EVIDENCE = [
  'Chi ủy đã kiểm tra tại chỗ',
  'Có biên bản kèm theo',
  'Có ảnh gửi trong nhóm chi bộ',
  'Đã báo cáo cấp ủy',
] as const;
export const CAUSES = [
  'Chờ phối hợp với đơn vị liên quan',
  'Thiếu kinh phí',
  'Người được giao đi công tác',
  'Một số hộ chưa đồng thuận',
  'Thời gian ngắn',
] as const;
export const EXCUSES = ['Ốm', 'Đi công tác', 'Việc gia đình', 'Chăm người ốm', 'Trực cơ quan'] as const;

/** What a meeting of a branch of this kind is mainly about. */
export const FOCUS: Record<Sector, readonly string[]> = {
  residential: [
    'Giữ vệ sinh ngõ phố và phân loại rác tại nguồn',
    'Vận động nhân dân lắp đặt thiết bị phòng cháy ở nhà nhiều tầng',
    'Rà soát hộ khó khăn, người cao tuổi neo đơn trên địa bàn',
    'Trật tự đô thị, lấn chiếm vỉa hè giờ cao điểm',
    'Hướng dẫn người cao tuổi làm thủ tục trực tuyến',
    'Bồi dưỡng quần chúng ưu tú, phát triển đảng viên mới',
    'Vận động hiến đất mở rộng đường, xây nhà văn hóa',
  ],
  agency: [
    'Giải quyết hồ sơ quá hạn của công dân, doanh nghiệp',
    'Kỷ cương hành chính và đạo đức công vụ',
    'Số hóa hồ sơ, bỏ giấy tờ trùng lặp',
  ],
  'public-service': [
    'Thái độ phục vụ và sự hài lòng của người dân',
    'Chất lượng chuyên môn quý này',
    'Tự chủ tài chính của đơn vị',
  ],
  'enterprise-state': [
    'Hoàn thành kế hoạch sản lượng quý',
    'An toàn lao động tại công trường',
    'Tiết kiệm chi phí, chống lãng phí vật tư',
  ],
  'enterprise-private': [
    'Việc làm và thu nhập của người lao động',
    'Phát triển đảng viên là người lao động trực tiếp',
    'Phòng cháy nhà xưởng, kho hàng',
  ],
  'armed-forces': [
    'Sẵn sàng chiến đấu và trực tháng này',
    'Giữ gìn an ninh trật tự địa bàn',
    'Kết quả huấn luyện đợt này',
  ],
  school: [
    'Chất lượng giờ dạy và phụ đạo học sinh yếu',
    'An toàn trường học, phòng chống bạo lực',
    'Bếp ăn bán trú và vệ sinh an toàn thực phẩm',
    'Chuyển đổi số trong dạy và học',
  ],
};

/** What members say; the same words serve many rooms, as they do in life. */
export const OPINIONS: Record<'residential' | 'office', readonly string[]> = {
  residential: [
    'Nhất trí với báo cáo, đề nghị chi ủy phân công rõ người theo dõi từng ngõ.',
    'Việc tháng trước làm còn chậm vì chờ cấp thùng rác; đề nghị có mốc thời gian.',
    'Đề nghị mời cán bộ phụ trách đến giải thích trực tiếp cho các hộ kinh doanh.',
    'Các đảng viên trẻ nên giúp các cụ cài ứng dụng, mỗi người nhận ba hộ.',
    'Tôi đã đến từng nhà trong ngõ, còn hai hộ chưa đồng ý vì sợ mất lối đi.',
    'Cần tổng kết mô hình ngõ tự quản để nhân ra các ngõ khác.',
    'Đề nghị công khai kết quả ở bảng tin nhà văn hóa để nhân dân theo dõi.',
    'Đèn đường đoạn cuối ngõ hỏng đã lâu, đề nghị có kiến nghị bằng văn bản.',
  ],
  office: [
    'Nhất trí với dự thảo; đề nghị ghi rõ thời hạn và người chịu trách nhiệm từng việc.',
    'Phần đánh giá tháng trước cần nêu rõ việc nào chậm, vì sao chậm.',
    'Đề nghị bố trí thêm người vào giờ cao điểm, hiện mỗi ca chỉ có hai đồng chí.',
    'Nên lấy ý kiến quần chúng trước khi quyết định, tránh làm xong mới giải thích.',
    'Tôi nhận phần việc số liệu, sẽ gửi trước ngày 20.',
    'Cần gắn kết quả thực hiện nhiệm vụ với đánh giá, xếp loại cuối năm.',
    'Quy trình hiện có ba bước trùng nhau, đề nghị bỏ bớt một bước.',
  ],
};
export const SELF_CRITICISM = [
  'Tôi tự nhận còn ngại va chạm, chưa góp ý thẳng.',
  'Tháng qua tôi vắng một buổi trực, xin rút kinh nghiệm.',
  'Việc được giao tôi làm còn chậm, xin hoàn thành trong tháng này.',
] as const;
export const CONCLUSIONS = [
  'Chi bộ thống nhất thực hiện, phân công rõ người, rõ việc, rõ thời hạn.',
  'Chi bộ giao chi ủy theo dõi, báo cáo kết quả tại buổi sinh hoạt tháng sau.',
  'Chi bộ thống nhất chọn đây là việc trọng tâm của tháng, mỗi đảng viên nhận một phần việc.',
] as const;
