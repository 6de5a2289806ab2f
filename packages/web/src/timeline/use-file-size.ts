import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useIntl } from "react-intl";
import { recordListQuery } from "../api/records.ts";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A number of bytes in words: "5 MB". */
export function useFileSize(): (bytes: number) => string {
  const intl = useIntl();
  return useCallback(
    (bytes: number) => {
      const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
      const unit = units[power] ?? "byte";
      return intl.formatNumber(bytes / 1024 ** power, {
        style: "unit",
        unit,
        unitDisplay: power > 0 ? "short" : "long",
        maximumFractionDigits: power > 0 ? 1 : 0,
      });
    },
    [intl],
  );
}

const organisation = recordListQuery({ set: "organizations", select: ["maxuploadfilesize"], top: 1 });

/** Bytes that a file may have; undefined until it is known. */
export function useUploadLimit(): number | undefined {
  const { data } = useQuery({ ...organisation, staleTime: 5 * 60_000 });
  const limit = data?.[0]?.maxuploadfilesize;
  return typeof limit === "number" ? limit : undefined;
}
