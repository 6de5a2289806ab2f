import type { Texts } from "./tongue.ts";

export const vietnameseTexts: Texts = {
  products: [
    "giám sát kho lạnh",
    "cảm biến chất lượng không khí",
    "cân phòng thí nghiệm",
    "hợp đồng hiệu chuẩn",
    "đo đếm điện năng",
    "đầu dò độ ẩm",
    "thiết bị ghi áp suất",
    "khảo sát độ ẩm",
  ],
  subjects: [
    "{product} cho {count} địa điểm",
    "Hỏi giá: {product}",
    "{product}, {city}",
    "Thay thiết bị cũ: {product}",
    "{company}: {product}",
    "Dùng thử {product}",
  ],
  needs: [
    "Số liệu vẫn ghi tay hai lần mỗi ca; đoàn đánh giá yêu cầu dữ liệu liên tục.",
    "Mùa hè vừa rồi hỏng hai lô hàng. Cần cảnh báo qua điện thoại trước khi quá muộn.",
    "Nhà cung cấp hiện tại hiệu chuẩn mất ba tuần, thiết bị phải nằm chờ.",
    "Năm nay mở xưởng mới mà chưa đặt mua gì cho xưởng đó.",
    "Tiền điện đã thành khoản chi lớn thứ hai, không ai biết máy nào tốn nhất.",
    "Đang so sánh ba nhà cung cấp; giá quan trọng, bảo trì trong ngày còn quan trọng hơn.",
  ],
  weekdays: ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu"],
  address: (first, female) => `Kính gửi ${female ? "chị" : "anh"} ${first}`,
  firstMails: [
    {
      subject: "Về yêu cầu của quý công ty: {product}",
      body: "{address},\n\ncảm ơn anh/chị đã quan tâm đến {product}. Để chọn đúng bộ thiết bị, chúng tôi xin hỏi hai điều: cần đo bao nhiêu điểm, và mỗi điểm có sẵn mạng hay không?\n\nChỉ cần mười lăm phút trao đổi qua điện thoại. {weekday} có tiện không ạ?\n\nTrân trọng\n{seller}",
    },
    {
      subject: "{product}: trả lời ban đầu",
      body: "{address},\n\nvâng, chúng tôi có cung cấp {product} và đã lắp cho nhiều đơn vị ở {city}. Tôi chưa gửi báo giá vì giá khi chưa rõ chi tiết dễ gây hiểu nhầm.\n\nSáng {weekday} tôi gọi điện được không ạ?\n\nTrân trọng\n{seller}",
    },
    {
      subject: "Cảm ơn thư của anh/chị",
      body: "{address},\n\ntôi đã nhận được thư sáng nay. Những gì anh/chị mô tả là việc hằng ngày của chúng tôi; khách hàng cùng quy mô thường bắt đầu với {count} điểm rồi mở rộng ở năm thứ hai.\n\nTôi sẽ gọi điện, hoặc anh/chị cứ cho biết giờ thuận tiện.\n\n{seller}",
    },
  ],
  followUps: [
    {
      subject: "Anh/chị còn quan tâm đến {product} không?",
      body: "{address},\n\ntôi đã gọi hai lần mà chưa gặp và không muốn làm phiền. Nếu {product} vẫn nằm trong kế hoạch, chỉ cần một dòng hồi âm, tôi sẽ lo phần còn lại.\n\nTrân trọng\n{seller}",
    },
    {
      subject: "Tóm tắt buổi trao đổi",
      body: "{address},\n\nnhư đã hẹn, xin tóm tắt: {count} điểm đo, lắp đặt trong một ngày, hôm sau đào tạo nhân viên. Ai trong {company} có trình duyệt đều xem được số liệu.\n\nCòn thiếu gì để quyết định không ạ?\n\n{seller}",
    },
    {
      subject: "Lịch khảo sát",
      body: "{address},\n\nkỹ sư của chúng tôi sẽ có mặt ở {city} vào nửa cuối tháng và có thể khảo sát miễn phí. {weekday} là thuận tiện nhất. Tôi đặt lịch nhé?\n\n{seller}",
    },
  ],
  offers: [
    {
      subject: "Báo giá: {product}",
      body: "{address},\n\ntôi xin gửi báo giá {product} cho {count} điểm. Giá có hiệu lực ba mươi ngày, giao hàng sau ba tuần kể từ khi đặt.\n\nXin xem kỹ mục 4, đã sửa sau buổi trao đổi gần nhất.\n\nTrân trọng\n{seller}",
    },
    {
      subject: "Giá điều chỉnh: {product}",
      body: "{address},\n\nchúng tôi đã tính lại cùng bộ phận dịch vụ. Với hợp đồng ba năm, phí hằng năm giảm được; giá thiết bị giữ nguyên.\n\n{seller}",
    },
    {
      subject: "Điều khoản và các bước tiếp theo",
      body: "{address},\n\nhợp đồng đang ở bộ phận pháp chế và dự kiến {weekday} có lại. Trong lúc chờ, danh sách cổng và địa chỉ mạng cần mở cho bộ phận tin học ở bên dưới.\n\n{seller}",
    },
  ],
  replies: [
    {
      subject: "Trả lời: {product}",
      body: "Chào {seller},\n\ncảm ơn đã phản hồi nhanh. Tổng cộng có {count} điểm, hai điểm ở ngoài trời. Năm nay có ngân sách nhưng phải chi trước khi khóa sổ.\n\nTrân trọng\n{first}",
    },
    {
      subject: "Trả lời: báo giá",
      body: "Chào {seller},\n\ntôi đã chuyển cho giám đốc tài chính. Câu hỏi đầu tiên sẽ là hết bảo hành thì sao. Nhờ gửi giúp vài dòng về việc đó.\n\n{first}",
    },
    {
      subject: "Trả lời: lịch hẹn",
      body: "Chào {seller},\n\n{weekday} được, sau mười giờ. Đến cổng xin báo gặp tôi; nhớ mang giày bảo hộ.\n\n{first}",
    },
    {
      subject: "Hỏi về {product}",
      body: "Xin chào,\n\nsố liệu có xuất sang hệ thống của chúng tôi được không, và dữ liệu thuộc về ai? Khách hàng hỏi mà chúng tôi chưa trả lời được.\n\nCảm ơn\n{first}, {company}",
    },
    {
      subject: "Trả lời: điều khoản",
      body: "Chào {seller},\n\ncác điều khoản ổn, trừ thời hạn báo trước. Nửa năm hơi dài, ba tháng được không?\n\n{first}",
    },
  ],
  calls: [
    {
      subject: "Gọi điện về {product}",
      body: "Đã trao đổi về mặt bằng: {count} điểm, một điểm khó tiếp cận. Hỏi khoảng giá, đã trả lời. Sẽ bàn nội bộ trước {weekday}.",
    },
    {
      subject: "Gọi tìm hiểu nhu cầu",
      body: "Nắm rõ các đối thủ và nói thẳng. Quyết định thuộc ban giám đốc nhưng người đề xuất là đầu mối của ta.",
    },
    { subject: "Gọi theo dõi", body: "Đã đọc thư. Muốn tham quan một khách hàng ở {city}. Đã hứa giới thiệu." },
    {
      subject: "Trao đổi về giá",
      body: "Tổng giá chấp nhận được, phí hằng năm thì chưa. Đề nghị ba năm thay vì một năm; {weekday} trả lời.",
    },
    { subject: "Cuộc gọi ngắn", body: "Đang giữa hai cuộc họp. Thân thiện, nhưng chưa có gì trước khi kiểm kê xong." },
  ],
  missedCalls: [
    { subject: "Không nghe máy", body: "Chuông lâu rồi vào hộp thư thoại. Đã để lại tên và số." },
    { subject: "Tìm gặp {first}", body: "Lễ tân báo đi vắng đến {weekday}." },
    { subject: "Máy bận hai lần", body: "Sáng sớm gọi lại." },
  ],
  callsIn: [
    { subject: "{first} gọi lại", body: "Hỏi lắp đặt thì dây chuyền dừng bao lâu. Nửa ngày, chấp nhận được." },
    { subject: "Điện thoại từ {company}", body: "Xin dùng thử một bộ trong một tháng trước khi ký." },
    { subject: "Hỏi qua điện thoại", body: "Thứ Bảy có bảo trì không? Đã giải thích hai mức hợp đồng." },
  ],
  meetings: [
    { subject: "Khảo sát tại {company}", body: "Đi quanh nhà xưởng, đếm điểm đo, xem đường cáp và sóng." },
    { subject: "Trình diễn: {product}", body: "Số liệu tháng trước, cảnh báo và báo cáo cho đoàn đánh giá." },
    { subject: "Bàn hợp đồng", body: "Phạm vi, mức dịch vụ, thời điểm bắt đầu. Có phòng mua hàng và tài chính." },
    { subject: "Họp khởi động", body: "Ai làm gì, khi nào; ra vào nhà máy; lịch đào tạo." },
  ],
  places: ["Tại khách hàng", "Họp trực tuyến", "Văn phòng ta", "Phòng trưng bày"],
  tasks: [
    { subject: "Chuẩn bị số liệu cho {company}", body: "Dùng bảng giá quý này; ghi rõ mức dịch vụ." },
    { subject: "Gọi lại cho {first}", body: "Tốt nhất trước mười giờ." },
    { subject: "Gửi khách hàng tham khảo ở {city}", body: "Hỏi ý kiến khách hàng đó trước." },
    { subject: "Kiểm tra thời gian giao {product}", body: "" },
    { subject: "Xin duyệt chiết khấu", body: "Trên mười phần trăm phải có trưởng phòng đồng ý." },
  ],
  notes: [
    {
      subject: "Ai quyết định",
      body: "Đầu mối chuẩn bị, giám đốc ký. Ý kiến của chuyên gia đã giúp đợt đánh giá trước cũng có trọng lượng.",
    },
    { subject: "Đối thủ", body: "Tháng trước có nhà cung cấp khác đến và để lại giá rẻ hơn, không gồm lắp đặt." },
    { subject: "Mặt bằng", body: "Nhà cũ, tường dày. Tính thêm hai bộ lặp sóng so với thường lệ." },
    { subject: "Thái độ", body: "Từng bị nơi khác giao hàng trễ; ở đây lời hẹn về ngày giờ được xem rất nghiêm túc." },
    { subject: "Ngân sách", body: "Tiền đã dành cho năm nay. Hết quý mà chưa đặt thì mất." },
  ],
};
