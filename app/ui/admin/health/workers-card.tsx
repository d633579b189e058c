import { BlockStack, Card, Text } from "@shopify/polaris";
import { problemsOf } from "#app/ui/admin/health/problems.ts";
import type { ShownHealth } from "#app/ui/admin/health/shown-health.ts";
import { Lines } from "#app/ui/admin/lines.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** Whether workers are alive: they apply what came in, and do what Shopify is asked. */
export function WorkersCard({ health, now }: { health: ShownHealth; now: Date }) {
  const t = useWords();
  const { formats } = useShop();
  const { beatAt, alive } = health.workers;
  const silence = problemsOf(health, now).find(({ key }) => key === "noWorker" || key === "silentWorkers");
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("health:workers.title")}
        </Text>
        <Lines
          lines={[
            { label: t("health:workers.alive"), value: formats.count(silence ? 0 : alive), isBad: !!silence },
            {
              label: t("health:workers.spoke"),
              value: beatAt === null ? t("health:workers.never") : formats.ago(beatAt, now),
              isBad: !!silence,
            },
          ]}
        />
        {silence && (
          <Text as="p" tone="critical">
            {t("health:workers.start")}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
