import { Badge, BlockStack, Card, InlineStack, Link, List, Text } from "@shopify/polaris";
import { type Problem, problemsOf } from "#app/ui/admin/health/problems.ts";
import type { ShownHealth } from "#app/ui/admin/health/shown-health.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** One honest sentence: whether all is well, and if not, what to do. */
export function VerdictCard({ health, now }: { health: ShownHealth; now: Date }) {
  const t = useWords();
  const problems = problemsOf(health, now);
  const isCritical = problems.some(({ tone }) => tone === "critical");
  return (
    <Card>
      <div role="status">
        <BlockStack gap="300">
          <InlineStack gap="200" blockAlign="center">
            {problems.length === 0 ? (
              <Badge tone="success">{t("health:verdict.well")}</Badge>
            ) : (
              <Badge tone={isCritical ? "critical" : "warning"}>
                {t("health:verdict.toDo", { count: problems.length })}
              </Badge>
            )}
          </InlineStack>
          <Text as="h2" variant="headingMd">
            {sentenceOf(health, problems, t)}
          </Text>
          {problems.length > 0 && (
            <List gap="loose">
              {problems.map((problem) => (
                <List.Item key={problem.key}>
                  <ProblemText problem={problem} now={now} />
                </List.Item>
              ))}
            </List>
          )}
        </BlockStack>
      </div>
    </Card>
  );
}

function sentenceOf(health: ShownHealth, problems: readonly Problem[], t: ReturnType<typeof useWords>) {
  if (problems.some(({ key }) => key === "noWorker" || key === "silentWorkers"))
    return t("health:verdict.stopped");
  if (problems.some(({ key }) => key === "scopes" || key === "missed")) return t("health:verdict.deaf");
  if (problems.length > 0) return t("health:verdict.partly");
  if (health.inbox.waiting > 0) return t("health:verdict.catchingUp");
  return health.runs.last ? t("health:verdict.known") : t("health:verdict.soFar");
}

function ProblemText({ problem, now }: { problem: Problem; now: Date }) {
  const t = useWords();
  const { formats } = useShop();
  const { key, count = 0, since, reason = "" } = problem;
  const ago = since === undefined ? "" : formats.ago(since, now);
  const isOfDeliveries = key === "setAside" || key === "failing";
  return (
    <>
      {t(`health:problem.${key}`, { count, ago, reason })}{" "}
      {isOfDeliveries && <Link url="/app/deliveries">{t("health:verdict.openDeliveries")}</Link>}
      {key === "codes" && <Link url="/app/codes?state=drifted">{t("health:verdict.openCodes")}</Link>}
    </>
  );
}
