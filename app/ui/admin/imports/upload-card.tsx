import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import {
  BlockStack,
  Button,
  Card,
  ChoiceList,
  DropZone,
  InlineError,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { useState } from "react";
import type { ImportKind } from "#app/imports/columns.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { fileSentence } from "#app/ui/admin/imports/problem-sentence.ts";
import { saveFile } from "#app/ui/admin/page/save-file.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What the upload's action answers: why the file cannot be read, and on which line. */
export type UploadAnswer = FormAnswer & { readonly line?: number };

/** A file larger than this is not even sent. */
const LARGEST = 10 * 1024 * 1024;

/** The form that takes a file: what it holds, and which it is. */
export function UploadCard() {
  const t = useWords();
  const fetcher = useFetcher<UploadAnswer>();
  const [kind, setKind] = useState<ImportKind>("creators");
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isSending = fetcher.state !== "idle";
  const answer = isSending ? undefined : fetcher.data;
  // What was said of another file does not hold of this one.
  const refused = file === sent ? answer?.refusal?.because.file : undefined;
  const error = problem ?? (refused && fileSentence(t, refused, answer?.line));

  function send() {
    if (!file || file.size > LARGEST) {
      setProblem(fileSentence(t, file ? "too-large" : "needed", undefined));
      return;
    }
    const form = new FormData();
    form.set("kind", kind);
    form.set("file", file);
    setSent(file);
    fetcher.submit(form, { method: "post", encType: "multipart/form-data" });
  }
  function choose(chosen: File | null) {
    setFile(chosen);
    setProblem(chosen && chosen.size > LARGEST ? fileSentence(t, "too-large", undefined) : null);
  }
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("imports:upload.title")}
        </Text>
        <ChoiceList
          title={t("imports:kind.label")}
          name="kind"
          choices={[
            {
              value: "creators",
              label: t("imports:kind.creators"),
              helpText: t("imports:kind.creatorsHelp"),
            },
            {
              value: "collaborations",
              label: t("imports:kind.collaborations"),
              helpText: t("imports:kind.collaborationsHelp"),
            },
          ]}
          selected={[kind]}
          onChange={([chosen]) => setKind(chosen === "collaborations" ? "collaborations" : "creators")}
        />
        <BlockStack gap="200">
          {file ? (
            <ChosenFile file={file} onRemove={() => choose(null)} />
          ) : (
            <DropZone
              label={t("imports:upload.label")}
              accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
              allowMultiple={false}
              onDrop={(files) => choose(files[0] ?? null)}
              error={Boolean(error)}
            >
              <DropZone.FileUpload
                actionTitle={t("imports:upload.add")}
                actionHint={t("imports:upload.hint")}
              />
            </DropZone>
          )}
          <div role="status">{error && <InlineError fieldID="file" message={error} />}</div>
        </BlockStack>
        {answer?.isUnreachable && <NotSent />}
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Template kind={kind} />
          <Button variant="primary" loading={isSending} onClick={send}>
            {t("imports:upload.continue")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function ChosenFile({ file, onRemove }: { file: File; onRemove: () => void }) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <InlineStack gap="300" blockAlign="center" wrap={false}>
      <Text as="p" breakWord>
        {t("imports:upload.chosen", { name: file.name, size: formats.bytes(file.size) })}
      </Text>
      <Button
        size="slim"
        onClick={onRemove}
        accessibilityLabel={t("imports:upload.removeFile", { name: file.name })}
      >
        {t("imports:upload.remove")}
      </Button>
    </InlineStack>
  );
}

function Template({ kind }: { kind: ImportKind }) {
  const t = useWords();
  const shopify = useAppBridge();
  const save = () =>
    saveFile(`/app/export/template?kind=${kind}`, `${kind}.csv`).catch(() =>
      shopify.toast.show(t("imports:upload.templateFailed"), { isError: true }),
    );
  return (
    <Button variant="plain" onClick={save}>
      {t("imports:upload.template")}
    </Button>
  );
}
