import { Button, makeStyles, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import { useEffect, useEffectEvent, useRef } from "react";
import { useIntl } from "react-intl";
import { localDay } from "../form/local-time.ts";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { daysBetween, groupByDay } from "./day-groups.ts";
import { TimelineEntry } from "./timeline-entry.tsx";
import type { useTimeline } from "./use-timeline.ts";

const useStyles = makeStyles({
  day: {
    margin: "16px 0 4px",
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  state: { padding: "24px 0", textAlign: "center", color: tokens.colorNeutralForeground3 },
  more: { display: "flex", justifyContent: "center", paddingTop: "8px" },
});

interface TimelineListProps {
  readonly timeline: ReturnType<typeof useTimeline>;
  readonly isFiltered: boolean;
  readonly onClearFilter: () => void;
}

/** The items under the headings of their days; loads on as one scrolls, or by the button at the end. */
export function TimelineList({ timeline, isFiltered, onClearFilter }: TimelineListProps) {
  const styles = useStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  const dayName = useDayName();
  const { timeZone } = useIntl();
  const { items, error, isLoading, isFetching, hasMore, isLoadingMore } = timeline;
  const end = useRef<HTMLDivElement>(null);
  const atEnd = useEffectEvent(() => timeline.loadMore());
  const length = items.length;
  // Seen anew after each page: the end may still be in sight when a page was short.
  useEffect(() => {
    const element = end.current;
    if (!element || !hasMore || isFetching || length === 0) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && atEnd(), { rootMargin: "200px" });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, isFetching, length]);

  if (items.length === 0 && isLoading)
    return (
      <Skeleton aria-label={words("loading")} style={{ display: "grid", gap: 12, paddingTop: 16 }}>
        <SkeletonItem size={16} />
        <SkeletonItem size={48} />
        <SkeletonItem size={48} />
      </Skeleton>
    );
  if (error && items.length === 0)
    return (
      <div className={styles.state} role="alert">
        <p>{errorWords(error)}</p>
        <Button onClick={timeline.refresh}>{words("action.retry")}</Button>
      </div>
    );
  if (items.length === 0 && !hasMore)
    return (
      <div className={styles.state}>
        <p>{words(isFiltered ? "timeline.nothingFound" : "timeline.empty")}</p>
        {isFiltered && <Button onClick={onClearFilter}>{words("timeline.clearFilter")}</Button>}
      </div>
    );
  return (
    <>
      {groupByDay(items, timeZone).map((group) => (
        <div key={group.day}>
          <h3 className={styles.day}>{dayName(group.day)}</h3>
          <ul className={styles.list}>
            {group.items.map((item) => (
              <TimelineEntry key={item.id} item={item} />
            ))}
          </ul>
        </div>
      ))}
      {hasMore && (
        <div ref={end} className={styles.more}>
          <Button size="small" appearance="subtle" disabledFocusable={isLoadingMore} onClick={timeline.loadMore}>
            {words(isLoadingMore ? "loading" : "timeline.more")}
          </Button>
        </div>
      )}
    </>
  );
}

/** "Today", "Yesterday", else the date in full. */
function useDayName(): (day: string) => string {
  const intl = useIntl();
  return (day) => {
    const today = localDay(new Date().toISOString(), intl.timeZone);
    const distance = daysBetween(today, day);
    const capital = (name: string) => name.charAt(0).toLocaleUpperCase(intl.locale) + name.slice(1);
    if (distance === 0 || distance === -1)
      return capital(intl.formatRelativeTime(distance, "day", { numeric: "auto" }));
    const sameYear = today.slice(0, 4) === day.slice(0, 4);
    const date = intl.formatDate(`${day}T00:00:00Z`, {
      timeZone: "UTC",
      weekday: "long",
      day: "numeric",
      month: "long",
      ...(!sameYear && { year: "numeric" }),
    });
    return capital(date);
  };
}
