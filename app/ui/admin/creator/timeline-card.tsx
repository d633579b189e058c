import { useNavigate, useSearchParams } from "@remix-run/react";
import { BlockStack, Box, Card, InlineStack, Link, Pagination, Text } from "@shopify/polaris";
import { LANGUAGE } from "#app/locales/words.ts";
import {
  byDay,
  EARLIER,
  LATER,
  type ShownEntry,
  type ShownTimeline,
} from "#app/ui/admin/creator/timeline-shown.ts";
import { useTimelineWords } from "#app/ui/admin/creator/timeline-words.ts";
import { formatsFor } from "#app/ui/admin/formats.ts";
import styles from "#app/ui/admin/lines-of-time.module.css";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What happened with a creator, newest first, day by day, each with its reason. */
export function TimelineCard({ creatorId, timeline }: { creatorId: string; timeline: ShownTimeline }) {
  const t = useWords();
  const { older, newer, entries } = timeline;
  const move = useMove();
  // Days are the shop's already: written as they are, whatever the zone.
  const days = formatsFor(LANGUAGE, "UTC");
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("timeline:title")}
          </Text>
          {entries.length === 0 && (
            <BlockStack gap="100">
              <Text as="p">{t("timeline:passed")}</Text>
              <Text as="p">
                <Link onClick={() => move(null, null)}>{t("timeline:newest")}</Link>
              </Text>
            </BlockStack>
          )}
          {byDay(entries).map(({ day, entries }) => (
            <BlockStack key={day} gap="200">
              <Text as="h3" variant="headingSm" tone="subdued">
                {days.day(`${day}T00:00:00Z`)}
              </Text>
              <ol className={styles.entries}>
                {entries.map((entry) => (
                  <EntryItem key={entry.key} entry={entry} creatorId={creatorId} />
                ))}
              </ol>
            </BlockStack>
          ))}
        </BlockStack>
      </Box>
      {(older || newer) && (
        <Pagination
          type="table"
          accessibilityLabel={t("timeline:pages")}
          accessibilityLabels={{ previous: t("timeline:newer"), next: t("timeline:older") }}
          hasPrevious={newer !== null}
          hasNext={older !== null}
          onPrevious={() => move(LATER, newer)}
          onNext={() => move(EARLIER, older)}
        />
      )}
    </Card>
  );
}

function EntryItem({ entry, creatorId }: { entry: ShownEntry; creatorId: string }) {
  const t = useWords();
  const { formats } = useShop();
  const { title, because, tone, url } = useTimelineWords(creatorId)(entry);
  // A collaboration has a day, and no time of day.
  const time = entry.happening.kind === "collaboration" ? null : formats.time(entry.at);
  const isOutside = url !== undefined && !url.startsWith("/");
  return (
    <li className={`${styles.entry} ${styles[tone]}`}>
      <BlockStack gap="050">
        <InlineStack align="space-between" gap="200" wrap={false}>
          <Text as="span" fontWeight="medium" breakWord>
            {url && !isOutside ? (
              <Link url={url} monochrome>
                {title}
              </Link>
            ) : (
              title
            )}
          </Text>
          {time && (
            <Text as="span" tone="subdued" variant="bodySm" numeric>
              <span className={styles.time}>{time}</span>
            </Text>
          )}
        </InlineStack>
        <Text as="p" tone="subdued" breakWord>
          {because}{" "}
          {isOutside && (
            <Link url={url} external>
              {t("timeline:collaboration.see")}
            </Link>
          )}
        </Text>
      </BlockStack>
    </li>
  );
}

/** Turns the timeline's page and leaves the rest of the page, and where it is scrolled to, as it is. */
function useMove() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  return (side: typeof EARLIER | typeof LATER | null, place: string | null) => {
    const next = new URLSearchParams(params);
    next.delete(EARLIER);
    next.delete(LATER);
    if (side && place) next.set(side, place);
    navigate({ search: next.toString() }, { preventScrollReset: true });
  };
}
