/** Frequent Vietnamese family names; some of those in the second line are given names too. */
const familyNames =
  "Nguyễn Trần Lê Phạm Huỳnh Vũ Võ Đặng Bùi Đỗ Hồ Ngô Đinh Trịnh Đoàn Trương Tạ Phùng Quách Lưu Diệp Từ Tăng Nghiêm Đàm Hứa Lục";
const eitherNames =
  "Hoàng Phan Dương Lý Lương Mai Hà Cao Đào Châu Thái Tô Vương Lâm La Kiều Tống Triệu Giang Khổng Bạch";
const lowered = (names: string) => new Set(names.toLowerCase().split(" "));
const family = lowered(familyNames);
const either = lowered(eitherNames);

/** Letters that only Vietnamese has. */
const vietnameseLetters = /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i;

const wordsOf = (text: string) => text.normalize("NFC").toLowerCase().trim().split(/\s+/);

/**
 * Whether these parts are of a Vietnamese name, which is written and said with the family name first: by the family name, and
 * where that is a given name as well, or is written alike elsewhere, by the rest of the name.
 */
function isFamilyFirst(given: string, familyName: string): boolean {
  const [first = "", ...more] = wordsOf(given);
  const [name = ""] = wordsOf(familyName);
  if (family.has(name)) return true;
  if (!either.has(name) || !vietnameseLetters.test(`${given} ${familyName}`.normalize("NFC"))) return false;
  // Somebody put the family name into the field of the first name.
  return !(more.length > 0 && (family.has(first) || either.has(first)));
}

/** The whole name of a person, its parts in the order of its language. */
export function fullName({ first, middle, last }: NameParts): string {
  const parts = isFamilyFirst(`${first} ${middle}`.trim(), last) ? [last, middle, first] : [first, middle, last];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(" ");
}

export interface NameParts {
  readonly first: string;
  readonly middle: string;
  readonly last: string;
}

/** The parts of a whole name: the family name is the first word of a Vietnamese name and the last of others; a single word is one. */
export function splitName(name: string): NameParts {
  const words = name.trim().split(/\s+/);
  const [head = "", ...rest] = words;
  if (rest.length > 0 && isFamilyFirst(rest.join(" "), head)) {
    const first = rest.pop() ?? "";
    return { first, middle: rest.join(" "), last: head };
  }
  const last = words.pop() ?? "";
  return { first: words.join(" "), middle: "", last };
}
