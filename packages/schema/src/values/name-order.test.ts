import { expect, it } from "vitest";
import { fullName, splitName } from "./name-order.ts";

it.each([
  ["Nguyễn Văn An", { first: "An", middle: "Văn", last: "Nguyễn" }],
  ["Lê Minh Châu", { first: "Châu", middle: "Minh", last: "Lê" }],
  ["Mai Thị Hồng Nhung", { first: "Nhung", middle: "Thị Hồng", last: "Mai" }],
  ["Trần Bảo".normalize("NFD"), { first: "Bảo".normalize("NFD"), middle: "", last: "Trần".normalize("NFD") }],
  ["Ada Lovelace", { first: "Ada", middle: "", last: "Lovelace" }],
  ["Mai Nowak", { first: "Mai", middle: "", last: "Nowak" }],
  ["Jan Maria Rokita", { first: "Jan Maria", middle: "", last: "Rokita" }],
  ["Łucja", { first: "", middle: "", last: "Łucja" }],
])("%s is split into its parts, and put together again", (name, parts) => {
  expect(splitName(name)).toEqual(parts);
  expect(fullName(parts)).toBe(name);
});

it("leaves names in other orders and of other languages as they are written", () => {
  const whole = (first: string, last: string) => fullName({ first, middle: "", last });
  expect(whole("Kim", "Phan")).toBe("Kim Phan");
  expect(whole("David", "Nguyen")).toBe("David Nguyen");
  // The family name was put into the first field.
  expect(whole("Nguyễn Thị", "Mai")).toBe("Nguyễn Thị Mai");
  expect(whole("", "Nguyễn")).toBe("Nguyễn");
});
