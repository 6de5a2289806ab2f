/** What the demo organisation refuses. */
import { type CatalogueEntry, entry } from "./entry.ts";

export const demoErrors = {
  demoRealOrganisation: entry(
    409,
    "0x8F000061",
    "This is a real organisation, not a demo: nothing was changed. For a demo choose an empty data folder with --data.",
    "To prawdziwa organizacja, nie demonstracyjna: niczego nie zmieniono. Dla wersji demo wybierz pusty folder danych opcją --data.",
    "Đây là tổ chức thật, không phải bản demo: chưa có gì bị thay đổi. Để chạy demo, hãy chọn một thư mục dữ liệu trống bằng --data.",
  ),
  demoSeedUsed: entry(
    409,
    "0x8F000062",
    "The seed '{seed}' was loaded already. Name another with --seed.",
    "Dane z ziarna „{seed}” już wczytano. Podaj inne opcją --seed.",
    "Dữ liệu của hạt giống '{seed}' đã được nạp. Hãy chọn hạt giống khác bằng --seed.",
  ),
  demoLoading: entry(
    409,
    "0x8F000063",
    "The demo data is still being loaded. Wait a moment and try again.",
    "Dane demo jeszcze się wczytują. Poczekaj chwilę i spróbuj ponownie.",
    "Dữ liệu demo vẫn đang được nạp. Hãy đợi một lát rồi thử lại.",
  ),
  demoSignInClosed: entry(
    403,
    "0x8F000064",
    "Signing in with one click works only in a demo organisation, from this computer.",
    "Logowanie jednym kliknięciem działa tylko w organizacji demonstracyjnej i tylko z tego komputera.",
    "Đăng nhập bằng một lần bấm chỉ dùng được trong tổ chức demo, từ chính máy này.",
  ),
} as const satisfies Record<string, CatalogueEntry>;
