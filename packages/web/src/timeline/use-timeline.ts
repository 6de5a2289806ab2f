import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type RecordQuery, recordPagesQuery } from "../api/records.ts";
import { useSchema } from "../api/schema-provider.tsx";
import { mergeStreams, type Stream } from "./merge-streams.ts";
import { activityItem, noteItem, type TimelineItem } from "./timeline-item.ts";
import { activitiesQuery, notesQuery, type TimelineFilter } from "./timeline-query.ts";

const nothing: RecordQuery = { set: "annotations", select: ["annotationid"] };

/** Notes and activities of the records, one list, newest first, that loads on. */
export function useTimeline(recordIds: readonly string[], filter: TimelineFilter) {
  const schema = useSchema();
  const wantedNotes = notesQuery(recordIds, filter);
  const wantedActivities = activitiesQuery(recordIds, filter);
  const notes = useInfiniteQuery({ ...recordPagesQuery(wantedNotes ?? nothing), enabled: wantedNotes !== undefined });
  const activities = useInfiniteQuery({
    ...recordPagesQuery(wantedActivities ?? nothing),
    enabled: wantedActivities !== undefined,
  });
  const asked = [...(wantedNotes ? [notes] : []), ...(wantedActivities ? [activities] : [])];

  const streams = useMemo(() => {
    const read = (query: typeof notes, item: typeof noteItem): Stream<TimelineItem> => ({
      items: query.data?.pages.flatMap((page) => page.rows.map((row) => item(schema, row))) ?? [],
      hasMore: query.data === undefined || query.hasNextPage,
    });
    return [
      ...(wantedNotes ? [read(notes, noteItem)] : []),
      ...(wantedActivities ? [read(activities, activityItem)] : []),
    ];
  }, [schema, notes, activities, wantedNotes, wantedActivities]);
  const { items, waitingFor } = useMemo(() => mergeStreams(streams), [streams]);

  return {
    items,
    isLoading: asked.some((query) => query.data === undefined && !query.error),
    error: asked.find((query) => query.error)?.error,
    hasMore: waitingFor.length > 0,
    isFetching: asked.some((query) => query.isFetching),
    isLoadingMore: asked.some((query) => query.isFetchingNextPage),
    loadMore: () => {
      for (const place of waitingFor) {
        const query = asked[place];
        if (query?.hasNextPage && !query.isFetching) void query.fetchNextPage();
      }
    },
    refresh: () => {
      for (const query of asked) void query.refetch();
    },
  };
}
