import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { Lines } from "#app/ui/admin/lines.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import type { ShownApplication } from "#app/ui/admin/recruiting/shown-application.ts";
import styles from "#app/ui/admin/recruiting/words.module.css";

/** All an applicant wrote. */
export function AboutCard({
  application,
  terms,
}: {
  application: ShownApplication;
  terms: { readonly text: string } | null;
}) {
  const t = useWords();
  const { formats } = useShop();
  const { email, handle, url, audience, message, language, termsVersion, acceptedAt, createdAt } =
    application;
  const none = t("recruiting:one.none");
  const at = (instant: string) => ({ day: formats.day(instant), time: formats.time(instant) });
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("recruiting:one.about")}
        </Text>
        <Lines
          lines={[
            { label: t("recruiting:one.email"), value: <Link url={`mailto:${email}`}>{email}</Link> },
            { label: t("recruiting:one.handle"), value: handle ?? none },
            { label: t("recruiting:one.url"), value: url ? <Outside url={url} /> : none },
            {
              label: t("recruiting:one.audience"),
              value: audience === null ? none : formats.count(audience),
            },
            { label: t("recruiting:one.language"), value: t(`recruiting:language.${language}`) },
            { label: t("recruiting:one.received"), value: t("shell:when", at(createdAt)) },
            {
              label: t("recruiting:one.terms"),
              value:
                termsVersion === null || acceptedAt === null
                  ? t("recruiting:one.noTerms")
                  : t("recruiting:one.termsAccepted", { version: termsVersion, ...at(acceptedAt) }),
            },
          ]}
        />
        {message !== "" && (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {t("recruiting:one.message")}
            </Text>
            <p className={styles.words}>{message}</p>
          </BlockStack>
        )}
        {terms && (
          <details>
            <summary className={styles.summary}>{t("recruiting:one.termsShow")}</summary>
            <p className={styles.words}>{terms.text}</p>
          </details>
        )}
      </BlockStack>
    </Card>
  );
}

/** Where an applicant posts. Nobody there shall learn where the merchant came from. */
function Outside({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow" className={styles.outside}>
      {url}
    </a>
  );
}
