/** What can go wrong with backups. Part of the catalogue. */
import { type CatalogueEntry, entry } from "./entry.ts";

const wrong = (en: string, pl: string, vi: string): CatalogueEntry => entry(400, "0x8F000018", en, pl, vi);

export const backupErrors = {
  /** Said at the command line only, with what to do. */
  backup: wrong("{reason}", "{reason}", "{reason}"),
  backupFailed: wrong(
    "The backup failed: {reason}",
    "Kopia zapasowa się nie udała: {reason}",
    "Sao lưu không thành công: {reason}",
  ),
  backupDiskFull: wrong(
    "There is no room for the backup: the disk of {folder} is full. Nothing half-written is left. Free some space and try again.",
    "Nie ma miejsca na kopię zapasową: dysk z folderem {folder} jest pełny. Nie pozostał żaden niedokończony plik. Zwolnij miejsce i spróbuj ponownie.",
    "Không đủ chỗ cho bản sao lưu: ổ đĩa chứa {folder} đã đầy. Không còn tệp dở dang nào. Hãy giải phóng dung lượng rồi thử lại.",
  ),
  backupFolderMissing: wrong(
    "The folder {folder} is not there. Make it, or choose another one.",
    "Nie ma folderu {folder}. Utwórz go albo wybierz inny.",
    "Không có thư mục {folder}. Hãy tạo thư mục này hoặc chọn thư mục khác.",
  ),
  backupFolderDenied: wrong(
    "The server may not write to {folder}. Give it the right to, or choose another folder.",
    "Serwer nie może zapisywać w {folder}. Nadaj mu to prawo albo wybierz inny folder.",
    "Máy chủ không được ghi vào {folder}. Hãy cấp quyền hoặc chọn thư mục khác.",
  ),
  backupFolderRelative: wrong(
    "Give the folder with its whole path, such as /var/backups/leadwright.",
    "Podaj pełną ścieżkę folderu, np. /var/backups/leadwright.",
    "Hãy nhập đường dẫn đầy đủ của thư mục, ví dụ /var/backups/leadwright.",
  ),
  backupRunning: wrong(
    "A backup is being made already.",
    "Kopia zapasowa jest już tworzona.",
    "Đang có một bản sao lưu được tạo.",
  ),
  backupInterrupted: wrong(
    "The server ended while the backup was being made.",
    "Serwer zakończył pracę w trakcie tworzenia kopii zapasowej.",
    "Máy chủ đã dừng trong lúc đang tạo bản sao lưu.",
  ),
  backupFileGone: wrong("The file {file} is no longer there.", "Nie ma już pliku {file}.", "Tệp {file} không còn nữa."),
} as const satisfies Record<string, CatalogueEntry>;
