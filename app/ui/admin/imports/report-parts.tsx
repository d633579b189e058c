import { BlockStack, Link, List, Text } from "@shopify/polaris";
import type { CollaborationKind } from "#app/creators/collaboration.ts";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { kindWord } from "#app/ui/admin/collaborations/shown-collaboration.ts";
import { problemSentence } from "#app/ui/admin/imports/problem-sentence.ts";
import type { ShownImport, ShownLine } from "#app/ui/admin/imports/shown-import.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Who a row is about, leading to their page where they have one. */
export function RowName({ line, run }: { line: ShownLine; run: Pick<ShownImport, "state"> }) {
  const t = useWords();
  const hasPage = line.creatorId !== null && (line.outcome !== "new" || run.state === "done");
  const name = line.name === "" ? t("imports:report.noName") : line.name;
  return (
    <Text as="span" fontWeight="semibold" breakWord tone={line.name === "" ? "subdued" : undefined}>
      {hasPage ? (
        <Link url={`/app/creators/${line.creatorId}`} monochrome removeUnderline>
          {name}
        </Link>
      ) : (
        name
      )}
    </Text>
  );
}

/** By which code, or of which kind, a row is. */
export function RowCode({ line, run }: { line: ShownLine; run: Pick<ShownImport, "kind"> }) {
  const t = useWords();
  if (line.code === null) return null;
  if (run.kind === "creators") return <CodeText code={line.code} />;
  return <>{t(`collaborations:kind.${kindWord(line.code as CollaborationKind)}`)}</>;
}

/** What is told of a row: why it is refused, what changes, what is left as it is. */
export function RowProblems({ line: { problems, outcome } }: { line: ShownLine }) {
  const t = useWords();
  const told = problems.filter(({ isNote }) => outcome !== "refused" || !isNote);
  if (told.length === 0) return null;
  const sentences = told.map((problem) => problemSentence(t, problem));
  if (sentences.length === 1)
    return (
      <Text as="p" breakWord>
        {sentences[0]}
      </Text>
    );
  return (
    <BlockStack>
      <List gap="extraTight">
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </BlockStack>
  );
}
