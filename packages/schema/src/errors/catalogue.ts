/**
 * Every error the product can answer with: HTTP status, Dataverse hex code, and words in each language. `{name}` in the
 * words is filled from the error's details. Codes without a Dataverse twin are in the range 0x8F0000xx, ours.
 */
import type { Language } from "../types.ts";

export interface CatalogueEntry {
  readonly status: number;
  readonly code: string;
  readonly message: Readonly<Record<Language, string>>;
}

const entry = (status: number, code: string, en: string, pl: string, vi: string): CatalogueEntry => ({
  status,
  code,
  message: { en, pl, vi },
});

export const catalogue = {
  objectDoesNotExist: entry(
    404,
    "0x80040217",
    "{table} With Id = {id} Does Not Exist",
    "Nie ma rekordu {table} o identyfikatorze {id}",
    "Không có bản ghi {table} với mã {id}",
  ),
  recordNotFoundByKey: entry(
    404,
    "0x80060891",
    "A record with the specified key values does not exist in {table} entity",
    "Nie ma rekordu {table} o podanych wartościach klucza",
    "Không có bản ghi {table} với giá trị khóa đã cho",
  ),
  resourceNotFound: entry(
    404,
    "0x8006088a",
    "Resource not found for the segment '{segment}'.",
    "Nie ma zasobu „{segment}”.",
    "Không tìm thấy tài nguyên '{segment}'.",
  ),
  concurrencyVersionMismatch: entry(
    412,
    "0x80060882",
    "The version of the existing record doesn't match the RowVersion property provided.",
    "Rekord został w międzyczasie zmieniony: wersja się nie zgadza.",
    "Bản ghi đã được thay đổi: phiên bản không khớp.",
  ),
  duplicateRecord: entry(
    412,
    "0x80040237",
    "A record with matching key values already exists.",
    "Rekord o tych wartościach klucza już istnieje.",
    "Đã có bản ghi với giá trị khóa này.",
  ),
  privilegeDenied: entry(
    403,
    "0x80040220",
    "Principal user (Id={user}, type=8) is missing prv{privilege} privilege on {table} for this record.",
    "Brak uprawnienia prv{privilege} do tabeli {table} dla tego rekordu (użytkownik {user}).",
    "Thiếu quyền prv{privilege} trên bảng {table} đối với bản ghi này (người dùng {user}).",
  ),
  badRequest: entry(400, "0x80060888", "{reason}", "{reason}", "{reason}"),
  invalidArgument: entry(400, "0x80040203", "{reason}", "{reason}", "{reason}"),
  payloadError: entry(
    400,
    "0x80048d19",
    "Error identified in Payload provided by the user for Entity :'{table}': {reason}",
    "Błąd w danych dla tabeli „{table}”: {reason}",
    "Lỗi trong dữ liệu cho bảng '{table}': {reason}",
  ),
  noAttribute: entry(
    400,
    "0x80041103",
    "'{table}' entity doesn't contain attribute with Name = '{column}' and NameMapping = 'Logical'.",
    "Tabela „{table}” nie ma kolumny „{column}”.",
    "Bảng '{table}' không có cột '{column}'.",
  ),
  noProperty: entry(
    400,
    "0x80060888",
    "Could not find a property named '{property}' on type 'Microsoft.Dynamics.CRM.{table}'{where}.",
    "Typ „{table}” nie ma właściwości „{property}”{where}.",
    "Kiểu '{table}' không có thuộc tính '{property}'{where}.",
  ),
  requiredMissing: entry(
    400,
    "0x80040203",
    "{label} is required ('{column}' of '{table}').",
    "Pole {label} jest wymagane („{column}” w „{table}”).",
    "{label} là bắt buộc ('{column}' của '{table}').",
  ),
  stringTooLong: entry(
    400,
    "0x80044331",
    "A validation error occurred.  The length of the '{column}' attribute of the '{table}' entity exceeded the maximum allowed length of '{max}'.",
    "Wartość pola „{column}” w „{table}” przekracza {max} znaków.",
    "Độ dài của '{column}' trong '{table}' vượt quá {max} ký tự.",
  ),
  valueOutOfRange: entry(
    400,
    "0x8004431A",
    "A validation error occurred.  The value {value} of '{column}' on record of type '{table}' is outside the valid range. Accepted range: {min} to {max}.",
    "Wartość {value} pola „{column}” w „{table}” jest poza zakresem od {min} do {max}.",
    "Giá trị {value} của '{column}' trong '{table}' nằm ngoài khoảng từ {min} đến {max}.",
  ),
  wrongType: entry(
    400,
    "0x80048d19",
    "Cannot convert the value {value} of '{column}' on '{table}' to the type {type}.",
    "Wartości {value} pola „{column}” w „{table}” nie można zamienić na typ {type}.",
    "Không thể chuyển giá trị {value} của '{column}' trong '{table}' sang kiểu {type}.",
  ),
  choiceUnknown: entry(
    400,
    "0x80048d1a",
    "The value {value} of '{column}' on '{table}' is not one of its choices.",
    "Wartość {value} pola „{column}” w „{table}” nie należy do jego opcji.",
    "Giá trị {value} của '{column}' trong '{table}' không nằm trong các lựa chọn.",
  ),
  invalidStateStatus: entry(
    400,
    "0x80048408",
    "{status} is not a valid status code for state code {state} on {table} with Id {id}.",
    "{status} nie jest właściwym powodem stanu {state} w {table} (Id {id}).",
    "{status} không phải là lý do hợp lệ cho trạng thái {state} của {table} (Id {id}).",
  ),
  targetMissing: entry(
    404,
    "0x80040217",
    "{target} With Id = {id} Does Not Exist (set in '{column}' of '{table}').",
    "Nie ma rekordu {target} o identyfikatorze {id} (podany w „{column}” tabeli „{table}”).",
    "Không có bản ghi {target} với mã {id} (đặt ở '{column}' của '{table}').",
  ),
  targetTable: entry(
    400,
    "0x80048d19",
    "'{column}' of '{table}' cannot point at '{target}'.",
    "Pole „{column}” w „{table}” nie może wskazywać na „{target}”.",
    "'{column}' của '{table}' không thể trỏ tới '{target}'.",
  ),
  cannotDeleteDueToAssociation: entry(
    405,
    "0x80040227",
    "The {table} cannot be deleted: {count} {other} still refer to it.",
    "Rekordu {table} nie można usunąć: odwołuje się do niego {count} × {other}.",
    "Không thể xóa {table}: còn {count} {other} tham chiếu tới.",
  ),
  methodNotAllowed: entry(
    405,
    "0x80060888",
    "The method {method} is not allowed for this resource.",
    "Metoda {method} jest tu niedozwolona.",
    "Phương thức {method} không được phép ở đây.",
  ),
  leadAlreadyClosed: entry(
    400,
    "0x80040519",
    "The lead is already closed.",
    "Ten lead jest już zamknięty.",
    "Khách hàng tiềm năng này đã đóng.",
  ),
  leadAlreadyOpen: entry(
    400,
    "0x80040518",
    "The lead is already in the open state.",
    "Ten lead jest już otwarty.",
    "Khách hàng tiềm năng này đang mở.",
  ),
  leadClosedReadOnly: entry(
    400,
    "0x80040519",
    "The lead is closed and cannot be changed. Reactivate it first.",
    "Lead jest zamknięty i nie można go zmieniać. Najpierw go aktywuj.",
    "Khách hàng tiềm năng đã đóng nên không thể sửa. Hãy kích hoạt lại trước.",
  ),
  cannotQualifyLead: entry(
    403,
    "0x80081018",
    "You can't qualify this lead because you don't have permission to create {table}.",
    "Nie możesz zakwalifikować tego leada: brak uprawnienia do tworzenia rekordów {table}.",
    "Bạn không thể xác nhận khách hàng tiềm năng này vì không có quyền tạo {table}.",
  ),
  opportunityClosed: entry(
    400,
    "0x80040515",
    "The opportunity is already closed.",
    "Ta szansa sprzedaży jest już zamknięta.",
    "Cơ hội này đã đóng.",
  ),
  disqualifyHasOpportunity: entry(
    400,
    "0x8F000001",
    "The lead cannot be disqualified: an open opportunity came from it.",
    "Leada nie można odrzucić: powstała z niego otwarta szansa sprzedaży.",
    "Không thể loại khách hàng tiềm năng: có cơ hội đang mở từ đó.",
  ),
  unauthorized: entry(401, "0x8F000002", "Sign in first.", "Najpierw się zaloguj.", "Hãy đăng nhập trước."),
  signInFailed: entry(
    401,
    "0x8F000003",
    "The e-mail address or the password is wrong.",
    "Adres e-mail lub hasło są nieprawidłowe.",
    "Địa chỉ e-mail hoặc mật khẩu không đúng.",
  ),
  tooManyAttempts: entry(
    429,
    "0x8F000004",
    "Too many attempts. Try again in {seconds} s.",
    "Za dużo prób. Spróbuj ponownie za {seconds} s.",
    "Quá nhiều lần thử. Hãy thử lại sau {seconds} giây.",
  ),
  csrfMissing: entry(
    403,
    "0x8F000005",
    "The request did not come from this application's own page. Reload the page and try again.",
    "Żądanie nie pochodzi ze strony tej aplikacji. Odśwież stronę i spróbuj ponownie.",
    "Yêu cầu không đến từ trang của ứng dụng này. Hãy tải lại trang rồi thử lại.",
  ),
  notSetUp: entry(
    409,
    "0x8F000006",
    "The organisation is not set up yet.",
    "Organizacja nie jest jeszcze skonfigurowana.",
    "Tổ chức chưa được thiết lập.",
  ),
  alreadySetUp: entry(
    409,
    "0x8F000007",
    "The organisation is set up already.",
    "Organizacja jest już skonfigurowana.",
    "Tổ chức đã được thiết lập.",
  ),
  payloadTooLarge: entry(
    413,
    "0x8F000008",
    "The body is larger than the {max} bytes allowed.",
    "Treść przekracza dozwolone {max} bajtów.",
    "Nội dung vượt quá {max} byte cho phép.",
  ),
  fileTooLarge: entry(
    413,
    "0x80044a02",
    "The file is larger than the {max} bytes that the administrator allows.",
    "Plik przekracza {max} bajtów dozwolonych przez administratora.",
    "Tệp vượt quá {max} byte mà quản trị viên cho phép.",
  ),
  columnExists: entry(
    400,
    "0x80047013",
    "'{table}' already has a column named '{column}'.",
    "Tabela „{table}” ma już kolumnę „{column}”.",
    "Bảng '{table}' đã có cột '{column}'.",
  ),
  importFile: entry(400, "0x8F000009", "{reason}", "{reason}", "{reason}"),
  dataFolder: entry(500, "0x8F00000A", "{reason}", "{reason}", "{reason}"),
  queryTooLong: entry(
    400,
    "0x80040203",
    "The query took longer than {seconds} s and was stopped. Narrow it with a filter.",
    "Zapytanie trwało ponad {seconds} s i zostało przerwane. Zawęź je filtrem.",
    "Truy vấn kéo dài quá {seconds} giây nên đã dừng. Hãy thu hẹp bằng bộ lọc.",
  ),
  unexpected: entry(
    500,
    "0x80040216",
    "An unexpected error occurred. It is in the server's log under {request}.",
    "Wystąpił nieoczekiwany błąd. Jest w dzienniku serwera pod {request}.",
    "Đã xảy ra lỗi không mong đợi. Xem nhật ký máy chủ tại {request}.",
  ),
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorKey = keyof typeof catalogue;
