import type { Chance } from "../chance.ts";
import { digits, type Tongue } from "./tongue.ts";
import { vietnameseTexts } from "./vietnamese-texts.ts";

const families: readonly (readonly [string, number])[] = [
  ["Nguyễn", 34],
  ["Trần", 12],
  ["Lê", 10],
  ["Phạm", 8],
  ["Hoàng", 5],
  ["Huỳnh", 4],
  ["Phan", 4],
  ["Vũ", 4],
  ["Võ", 4],
  ["Đặng", 3],
  ["Bùi", 3],
  ["Đỗ", 3],
  ["Hồ", 2],
  ["Ngô", 2],
  ["Dương", 2],
  ["Lý", 1],
  ["Đinh", 1],
  ["Trịnh", 1],
  ["Lương", 1],
  ["Mai", 1],
];
const womenMiddle = ["Thị", "Thị", "Thị Thu", "Ngọc", "Thanh", "Thùy", "Khánh", "Bích"];
const menMiddle = ["Văn", "Văn", "Hữu", "Đức", "Quốc", "Minh", "Xuân", "Công"];
const women =
  "Ánh Châu Diệp Dung Giang Hà Hằng Hạnh Hoa Hương Huyền Lan Linh Loan Mai Ngân Nga Nhung Oanh Phương Quỳnh Thảo Trang Tuyết Uyên Vân Vy Yến".split(
    " ",
  );
const men =
  "An Bảo Bình Cường Đạt Dũng Duy Hải Hiếu Hoàng Hùng Huy Khánh Khoa Kiên Lâm Long Lộc Mạnh Nam Nghĩa Phong Phúc Quân Quang Sơn Thắng Thành Tiến Toàn Trung Tuấn Vinh Việt".split(
    " ",
  );

export const vietnamese: Tongue = {
  language: "vi",
  country: "Việt Nam",
  person(chance) {
    const female = chance.happens(0.5);
    const middle = chance.pick(female ? womenMiddle : menMiddle);
    return { first: chance.pick(female ? women : men), middle, last: chance.weighted(families), female };
  },
  cities: [
    { name: "Hà Nội", postcodes: "10###|11###|12###|13###", area: "24" },
    { name: "TP. Hồ Chí Minh", postcodes: "70###|71###|72###", area: "28" },
    { name: "Đà Nẵng", postcodes: "50###", area: "236" },
    { name: "Hải Phòng", postcodes: "18###", area: "225" },
    { name: "Cần Thơ", postcodes: "94###", area: "292" },
    { name: "Biên Hòa", postcodes: "76###", area: "251" },
    { name: "Huế", postcodes: "49###", area: "234" },
    { name: "Nha Trang", postcodes: "57###", area: "258" },
    { name: "Bắc Ninh", postcodes: "16###", area: "222" },
    { name: "Thủ Dầu Một", postcodes: "75###", area: "274" },
  ],
  streets: [
    "Trần Hưng Đạo",
    "Lê Lợi",
    "Nguyễn Huệ",
    "Hai Bà Trưng",
    "Lý Thường Kiệt",
    "Phan Bội Châu",
    "Điện Biên Phủ",
    "Quang Trung",
    "Hoàng Diệu",
    "Võ Thị Sáu",
  ],
  address: (street, number) => `Số ${number} đường ${street}`,
  stems: [
    "An Bình",
    "An Khang",
    "Bình Minh",
    "Cửu Long",
    "Đại Cát",
    "Đông Á Châu",
    "Đồng Xanh",
    "Gia Phát",
    "Hạ Vàng",
    "Hải Đăng",
    "Hoàng Gia Phú",
    "Hồng Hà",
    "Hưng Thịnh",
    "Khải Hoàn",
    "Kim Sơn",
    "Lam Kinh",
    "Lạc Việt",
    "Mộc Lan",
    "Nam Phong",
    "Ngọc Lâm",
    "Nhật Minh",
    "Phú Cường",
    "Phước Lộc",
    "Quang Vinh",
    "Sao Khuê",
    "Sông Đào",
    "Tân Tiến",
    "Tây Đô",
    "Thái Hòa",
    "Thiên Ân",
    "Thuận Phát",
    "Tiên Phong",
    "Trường An",
    "Vạn Xuân",
    "Việt Thắng",
    "Vĩnh Hưng",
    "Xuân Trường",
    "Yên Phú",
  ],
  trades: {
    6: ["Dịch vụ Văn phòng", "Dịch vụ Doanh nghiệp"],
    7: ["Tư vấn", "Tư vấn Quản lý"],
    10: ["Phân phối", "Kho lạnh", "Đóng gói"],
    11: ["Y tế", "Nha khoa", "Chẩn đoán Hình ảnh"],
    12: ["Cơ khí", "Cơ khí Chính xác", "Linh kiện"],
    13: ["Ẩm thực", "Nhà hàng"],
    16: ["Tài chính", "Đầu tư"],
    17: ["Thực phẩm", "Thủy sản", "Chế biến Nông sản"],
    20: ["Bảo hiểm", "Môi giới Bảo hiểm"],
    22: ["Thương mại", "Bán lẻ", "May mặc"],
    30: ["Vận tải", "Giao nhận", "Logistics"],
    31: ["Điện lực", "Cấp nước", "Năng lượng"],
    33: ["Thương mại Bán buôn", "Vật tư"],
  },
  companyName: (stem, trade, chance) =>
    `Công ty ${chance.weighted([
      ["TNHH", 6],
      ["Cổ phần", 4],
    ])} ${trade} ${stem}`,
  titles: {
    deciding: [
      "Giám đốc",
      "Tổng giám đốc",
      "Giám đốc điều hành",
      "Trưởng phòng mua hàng",
      "Giám đốc tài chính",
      "Chủ doanh nghiệp",
    ],
    others: [
      "Trưởng phòng chất lượng",
      "Trưởng phòng thí nghiệm",
      "Quản lý kho",
      "Nhân viên mua hàng",
      "Kỹ sư bảo trì",
      "Quản lý văn phòng",
      "Phụ trách an toàn lao động",
      "Điều phối dự án",
    ],
  },
  salutation: (female) => (female ? "Bà" : "Ông"),
  landline: (city, chance) => `+84 ${city.area} ${digits(city.area.length === 2 ? "3### ####" : "3### ###", chance)}`,
  mobile: (chance: Chance) =>
    `+84 ${chance.pick(["32", "35", "70", "77", "83", "86", "90", "91", "97", "98"])} ${digits("### ####", chance)}`,
  texts: vietnameseTexts,
};
