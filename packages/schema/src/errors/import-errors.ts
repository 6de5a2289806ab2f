/** What can be wrong with a file, its map or one of its rows. Part of the catalogue. */
import { type CatalogueEntry, entry } from "./entry.ts";

const wrong = (en: string, pl: string, vi: string): CatalogueEntry => entry(400, "0x8F000009", en, pl, vi);

export const importErrors = {
  importFile: wrong("{reason}", "{reason}", "{reason}"),
  fileContentType: entry(
    415,
    "0x8F00000E",
    "The content of a file is sent as application/octet-stream.",
    "Zawartość pliku wysyła się jako application/octet-stream.",
    "Nội dung tệp được gửi dưới dạng application/octet-stream.",
  ),
  importNoFile: wrong(
    "The import has no file yet: send its content first.",
    "Import nie ma jeszcze pliku: najpierw prześlij jego zawartość.",
    "Lần nhập này chưa có tệp: hãy gửi nội dung trước.",
  ),
  importRequiredMissing: wrong(
    "Nothing in the file goes to {columns}, without which no row can be imported. Match a heading with it, or give one value for all rows.",
    "Żadna kolumna pliku nie trafia do: {columns}, a bez tego nie da się zaimportować żadnego wiersza. Dopasuj do tego nagłówek albo podaj jedną wartość dla wszystkich wierszy.",
    "Không có cột nào trong tệp được đưa vào {columns}, nên không thể nhập dòng nào. Hãy ghép một tiêu đề với cột đó, hoặc cho một giá trị chung cho mọi dòng.",
  ),
  importEmpty: wrong("The file is empty.", "Plik jest pusty.", "Tệp trống."),
  importNoRows: wrong(
    "The file has headings and no rows under them.",
    "Plik ma nagłówki, ale nie ma pod nimi wierszy.",
    "Tệp chỉ có tiêu đề, không có dòng nào.",
  ),
  importNotText: wrong(
    "This is not a text file but {kind}. Save it as CSV first.",
    "To nie jest plik tekstowy, lecz {kind}. Najpierw zapisz go jako CSV.",
    "Đây không phải tệp văn bản mà là {kind}. Hãy lưu thành CSV trước.",
  ),
  importStarted: wrong(
    "This import has been started already.",
    "Ten import został już uruchomiony.",
    "Lần nhập này đã được bắt đầu.",
  ),
  importTable: wrong(
    "There is no table '{table}' to import into.",
    "Nie ma tabeli „{table}”, do której można importować.",
    "Không có bảng '{table}' để nhập vào.",
  ),
  importEncoding: wrong(
    "The encoding '{encoding}' is not known.",
    "Kodowanie „{encoding}” jest nieznane.",
    "Không biết bảng mã '{encoding}'.",
  ),
  importDelimiter: wrong(
    "The separator must be one character, and neither a quote nor a line break.",
    "Separator musi być jednym znakiem innym niż cudzysłów i koniec wiersza.",
    "Dấu phân cách phải là một ký tự, không phải dấu ngoặc kép hay xuống dòng.",
  ),
  importHeadingMissing: wrong(
    "The map names the heading '{heading}', which the file does not have.",
    "Mapa zawiera nagłówek „{heading}”, którego nie ma w pliku.",
    "Bảng ghép có tiêu đề '{heading}' nhưng tệp không có.",
  ),
  importColumnMissing: wrong(
    "There is no column '{column}' in '{table}', and the map does not say to create it.",
    "W tabeli „{table}” nie ma kolumny „{column}”, a mapa nie każe jej utworzyć.",
    "Bảng '{table}' không có cột '{column}' và bảng ghép không yêu cầu tạo.",
  ),
  importColumnFixed: wrong(
    "The column '{column}' cannot be imported into: the system fills it.",
    "Do kolumny „{column}” nie można importować: wypełnia ją system.",
    "Không thể nhập vào cột '{column}': hệ thống tự điền.",
  ),
  importColumnTwice: wrong(
    "'{one}' and '{other}' both go to the column '{column}'.",
    "„{one}” i „{other}” trafiają do tej samej kolumny „{column}”.",
    "'{one}' và '{other}' cùng vào cột '{column}'.",
  ),
  importColumnsByAdministrator: wrong(
    "Only an administrator may add columns. These would be new: {columns}.",
    "Kolumny może dodawać tylko administrator. Nowe byłyby: {columns}.",
    "Chỉ quản trị viên được thêm cột. Các cột mới sẽ là: {columns}.",
  ),
  importChoicesByAdministrator: wrong(
    "Only an administrator may add choices. '{heading}' has values that are none yet: {labels}.",
    "Opcje może dodawać tylko administrator. „{heading}” ma wartości, których nie ma wśród opcji: {labels}.",
    "Chỉ quản trị viên được thêm lựa chọn. '{heading}' có các giá trị chưa là lựa chọn: {labels}.",
  ),
  importTooManyHeadings: wrong(
    "The file has {count} headings; at most {max} can be read.",
    "Plik ma {count} nagłówków; można odczytać najwyżej {max}.",
    "Tệp có {count} tiêu đề; chỉ đọc được tối đa {max}.",
  ),
  importTooManyColumns: wrong(
    "'{table}' would have {count} columns; {max} are possible. Leave some headings out.",
    "Tabela „{table}” miałaby {count} kolumn; możliwe jest {max}. Pomiń część nagłówków.",
    "Bảng '{table}' sẽ có {count} cột; tối đa {max}. Hãy bỏ bớt tiêu đề.",
  ),
  importTooManyChoices: wrong(
    "'{heading}' has more than {max} different values: a text column suits them better than choices.",
    "„{heading}” ma ponad {max} różnych wartości: lepsza będzie kolumna tekstowa niż opcje.",
    "'{heading}' có hơn {max} giá trị khác nhau: nên dùng cột văn bản thay cho lựa chọn.",
  ),
  importCells: wrong(
    "The row has {cells} cells under {headings} headings.",
    "Wiersz ma {cells} komórek pod {headings} nagłówkami.",
    "Dòng có {cells} ô dưới {headings} tiêu đề.",
  ),
  importRowUnreadable: wrong(
    "Row {row} cannot be read: {problem}",
    "Nie można odczytać wiersza {row}: {problem}",
    "Không đọc được dòng {row}: {problem}",
  ),
  importNotWhole: wrong(
    "“{value}” is not a whole number.",
    "„{value}” nie jest liczbą całkowitą.",
    "“{value}” không phải số nguyên.",
  ),
  importNotNumber: wrong("“{value}” is not a number.", "„{value}” nie jest liczbą.", "“{value}” không phải là số."),
  importNotDate: wrong("“{value}” is not a date.", "„{value}” nie jest datą.", "“{value}” không phải ngày tháng."),
  importNotYesNo: wrong(
    "“{value}” is neither yes nor no.",
    "„{value}” nie znaczy ani tak, ani nie.",
    "“{value}” không phải có cũng không phải không.",
  ),
  importNotId: wrong(
    "“{value}” is not an id.",
    "„{value}” nie jest identyfikatorem.",
    "“{value}” không phải mã định danh.",
  ),
  importNotChoice: wrong(
    "“{value}” is not one of the choices.",
    "Wśród opcji nie ma „{value}”.",
    "“{value}” không nằm trong các lựa chọn.",
  ),
  importLookupMissing: wrong(
    "No record is named “{value}”.",
    "Żaden rekord nie nazywa się „{value}”.",
    "Không có bản ghi nào tên “{value}”.",
  ),
  importLookupAmbiguous: wrong(
    "Several records are named “{value}”. Give the id or e-mail address of the one you mean.",
    "Kilka rekordów nazywa się „{value}”. Podaj identyfikator lub adres e-mail właściwego.",
    "Có nhiều bản ghi tên “{value}”. Hãy cho mã hoặc địa chỉ e-mail của bản ghi đúng.",
  ),
} as const satisfies Record<string, CatalogueEntry>;
