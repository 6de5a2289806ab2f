/** What can be wrong with a file, its map or one of its rows. Part of the catalogue. */
import { type CatalogueEntry, entry } from "./entry.ts";

const wrong = (en: string, pl: string, vi: string): CatalogueEntry => entry(400, "0x8F000009", en, pl, vi);

export const importErrors = {
  importFile: wrong("{reason}", "{reason}", "{reason}"),
  fileContentType: entry(
    415,
    "0x8F000019",
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
  importQuote: wrong(
    "Cells stand in \" or ' or in nothing, and a quote inside a cell is doubled or follows a backslash.",
    "Komórki są ujęte w \" albo ' albo w nic, a cudzysłów w komórce jest podwojony albo poprzedzony ukośnikiem \\.",
    "Ô được bao bởi \" hoặc ' hoặc không có gì, và dấu ngoặc trong ô được viết đôi hoặc đứng sau dấu \\.",
  ),
  importDates: wrong(
    "Say 'dmy' where dates have the day first, 'mdy' where they have the month first.",
    "Podaj „dmy”, jeśli daty zaczynają się od dnia, „mdy”, jeśli od miesiąca.",
    "Hãy cho 'dmy' nếu ngày đứng trước, 'mdy' nếu tháng đứng trước.",
  ),
  importDecimals: wrong(
    "Say '.' or ',': the sign before the decimals of a number.",
    "Podaj „.” albo „,”: znak przed częścią dziesiętną liczby.",
    "Hãy cho '.' hoặc ',': dấu đứng trước phần thập phân của số.",
  ),
  importDatesOpen: wrong(
    "“{value}” under '{heading}' may have the day or the month first, and nothing in the file tells which. Say how its dates are written: dates 'dmy' or 'mdy'.",
    "„{value}” w kolumnie „{heading}” może zaczynać się od dnia albo od miesiąca i nic w pliku tego nie rozstrzyga. Podaj, jak zapisano daty: dates „dmy” albo „mdy”.",
    "“{value}” ở cột '{heading}' có thể là ngày hoặc tháng đứng trước, và tệp không cho biết. Hãy cho biết cách viết ngày: dates 'dmy' hoặc 'mdy'.",
  ),
  importDecimalsOpen: wrong(
    "“{value}” under '{heading}' may be thousands or decimals, and nothing in the file tells which. Say which sign stands before decimals: decimals '.' or ','.",
    "„{value}” w kolumnie „{heading}” może oznaczać tysiące albo ułamek i nic w pliku tego nie rozstrzyga. Podaj znak dziesiętny: decimals „.” albo „,”.",
    "“{value}” ở cột '{heading}' có thể là hàng nghìn hoặc phần thập phân, và tệp không cho biết. Hãy cho biết dấu thập phân: decimals '.' hoặc ','.",
  ),
  importNotRunning: wrong("This import does not run.", "Ten import nie jest w toku.", "Lần nhập này không đang chạy."),
  importNotUndoable: wrong(
    "This import cannot be taken back now: it runs, it brought nothing, or it was taken back already.",
    "Tego importu nie można teraz cofnąć: jest w toku, nic nie wczytał albo już go cofnięto.",
    "Không thể hoàn tác lần nhập này lúc này: nó đang chạy, chưa đưa vào gì, hoặc đã được hoàn tác.",
  ),
  importNotStopped: wrong(
    "Only an import that was stopped can go on.",
    "Wznowić można tylko zatrzymany import.",
    "Chỉ có thể tiếp tục lần nhập đã dừng.",
  ),
  importRunning: wrong(
    "This very file is being imported right now, {rows} rows are done. Wait for it, or stop it: leadwright import stop {id}",
    "Ten sam plik jest właśnie importowany, gotowych wierszy: {rows}. Poczekaj albo go zatrzymaj: leadwright import stop {id}",
    "Chính tệp này đang được nhập, đã xong {rows} dòng. Hãy chờ, hoặc dừng: leadwright import stop {id}",
  ),
  importedBefore: wrong(
    "The content of this file was imported already: on {when}{by}, {imported} of its {rows} rows. To import it once more: --again.",
    "Zawartość tego pliku już zaimportowano: {when}{by}, wierszy {imported} z {rows}. Aby zaimportować ją jeszcze raz: --again.",
    "Nội dung tệp này đã được nhập: {when}{by}, {imported} trên {rows} dòng. Để nhập thêm lần nữa: --again.",
  ),
  importQuoteOpen: wrong(
    "Row {row} cannot be read: the quotation mark that opens in line {line}, cell {cell}, is never closed.",
    "Nie można odczytać wiersza {row}: cudzysłów otwarty w linii {line}, w komórce {cell}, nie został zamknięty.",
    "Không đọc được dòng {row}: dấu ngoặc kép mở ở dòng văn bản {line}, ô {cell}, không được đóng lại.",
  ),
  importQuoteAstray: wrong(
    "Row {row} cannot be read: the quotation mark that opens in line {line}, cell {cell}, closes in line {end} in the middle of a cell.",
    "Nie można odczytać wiersza {row}: cudzysłów otwarty w linii {line}, w komórce {cell}, zamyka się w linii {end} w środku komórki.",
    "Không đọc được dòng {row}: dấu ngoặc kép mở ở dòng văn bản {line}, ô {cell}, lại đóng ở dòng {end} giữa một ô.",
  ),
  importRowTooLong: wrong(
    "Row {row} cannot be read: from line {line} on it is longer than {max} MB.",
    "Nie można odczytać wiersza {row}: od linii {line} ma ponad {max} MB.",
    "Không đọc được dòng {row}: từ dòng văn bản {line}, nó dài hơn {max} MB.",
  ),
  importNotWhole: wrong(
    "“{value}” is not a whole number.",
    "„{value}” nie jest liczbą całkowitą.",
    "“{value}” không phải số nguyên.",
  ),
  importNotNumber: wrong("“{value}” is not a number.", "„{value}” nie jest liczbą.", "“{value}” không phải là số."),
  importNotDate: wrong("“{value}” is not a date.", "„{value}” nie jest datą.", "“{value}” không phải ngày tháng."),
  importDateOpen: wrong(
    "“{value}” may have the day or the month first: say how the file's dates are written.",
    "„{value}” może zaczynać się od dnia albo od miesiąca: podaj, jak zapisano daty w pliku.",
    "“{value}” có thể là ngày hoặc tháng đứng trước: hãy cho biết cách viết ngày của tệp.",
  ),
  importDateOrder: wrong(
    "“{value}” has day and month in another order than the file was said to have.",
    "„{value}” ma dzień i miesiąc w innej kolejności, niż podano dla pliku.",
    "“{value}” có thứ tự ngày và tháng khác với cách viết đã chọn cho tệp.",
  ),
  importNumberOpen: wrong(
    "“{value}” may be thousands or decimals: say which sign stands before decimals in the file.",
    "„{value}” może oznaczać tysiące albo ułamek: podaj znak dziesiętny pliku.",
    "“{value}” có thể là hàng nghìn hoặc phần thập phân: hãy cho biết dấu thập phân của tệp.",
  ),
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
