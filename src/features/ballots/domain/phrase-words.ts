// Two lists of short everyday words, 256 each, so that one byte picks one word. Their order is part of the format of a
// published box: a list may never be changed, only followed by a new format.

/** Things. */
const firsts = `
  sông núi biển hồ suối thác đảo vịnh đồi đèo rừng ruộng vườn ao đầm kênh cầu đường phố làng ngõ sân nhà cửa mái
  hiên tường gạch ngói cột bàn ghế giường tủ đèn nến chuông trống sáo đàn kèn chiêng sách vở bút mực giấy thước
  bảng phấn tranh ảnh khung gương lược kim chỉ vải lụa nón mũ áo khăn giày dép túi ví dù quạt nồi chảo bát đĩa
  đũa thìa cốc chén ấm phích mâm rổ thúng gùi cối chày cày bừa cuốc xẻng liềm búa đinh thang dây lưới thuyền
  buồm chèo neo tàu xe ngựa trâu voi nai thỏ sóc rùa cá tôm cua ốc sò ếch bướm ong kiến ve chim cò vạc sếu én
  vẹt công trĩ gà vịt ngan ngỗng tre trúc mai đào mận lê táo cam chanh bưởi quýt chuối dừa cau nhãn xoài ổi na
  mít sen súng cúc lan huệ quế hồi thông tùng liễu phượng bàng lúa ngô khoai sắn đậu lạc vừng mía chè cà bầu bí
  mướp dưa rau cải hành tỏi gừng nghệ ớt sả muối mật sữa bơ trứng bún phở xôi chả nem giò cốm kẹo mứt trăng sao
  mây gió mưa nắng sương tuyết băng sấm chớp lửa than khói đất đá sỏi cát ngọc bạc đồng sắt thép kẽm thiếc gỗ
  nứa lá hoa quả cành rễ hạt mầm chồi nụ gốc bông sợi len nhung gấm lọ bình hũ chum vại gối chăn màn chiếu thảm
  rèm kính khóa chìa then chốt vòng
`;

/** What they are or do. */
const seconds = `
  xanh đỏ tím vàng trắng nâu hồng xám biếc lam lục son thắm tươi nhạt đậm sáng bóng mờ trong trơn nhám mịn mềm
  cứng dẻo dai giòn chắc bền đông tây nam bắc trên dưới ngoài trước sau trái phải giữa một hai ba bốn năm sáu
  bảy tám chín mười sớm trưa chiều đêm xuân hạ thu bay nhảy múa hát cười nói đi chạy bơi lội leo lăn trôi ngủ
  thức mơ chờ tìm nghe nhìn cao thấp dài ngắn rộng hẹp dày mỏng to nhỏ lớn bé tròn vuông thẳng cong nghiêng
  phẳng dốc sâu nông xa gần nhanh chậm nhẹ nặng mới cũ trẻ già non khô ướt ẩm nóng lạnh mát ngọt cay chua mặn
  bùi thơm ngát nồng thanh vang trầm bổng êm lặng ồn vui hiền lành khỏe khéo siêng ngoan giỏi hay đẹp xinh gọn
  sạch đều đủ đầy vơi thừa kín hở mở đóng treo đứng ngồi nằm quay xoay nổi lên xuống vào ra qua về tới đỗ dừng
  nghỉ làm học viết đọc vẽ may thêu đan dệt gấp buộc gói xếp trồng tưới hái gặt xay giã pha rót uống mời chào
  gửi nhận cho tặng đổi giữ cất mang xách gánh bưng đội cầm nắm kéo đẩy nâng thả gõ thổi gảy rung lắc chuyển
  xoắn cuộn trải phơi giặt lau quét rửa chải mài đục bào cưa khoan vặn lắp sửa xây đắp san lợp quý riêng chung
  thật tốt lạ quen thưa mau tinh đơn kép đôi lẻ chẵn cùng
`;

const listed = (text: string): readonly string[] => text.trim().split(/\s+/);

export const FIRST_WORDS = listed(firsts);
export const SECOND_WORDS = listed(seconds);
