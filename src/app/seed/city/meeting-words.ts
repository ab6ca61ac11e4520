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
