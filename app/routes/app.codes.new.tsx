import { randomBytes } from "node:crypto";
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { readCreatorsQuery } from "#app/attribution/creators-query.ts";
import { listMatching } from "#app/attribution/creators-table.server.ts";
import { countChoosable, listPickable } from "#app/creators/batch-progress.server.ts";
import { USUAL_TEMPLATE } from "#app/creators/program.ts";
import { listPrograms } from "#app/creators/programs.server.ts";
import { db } from "#app/db.server.ts";
import { addCodes } from "#app/flows/add-codes.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { dayIn } from "#app/kernel/day.ts";
import { newId, parseId } from "#app/kernel/id.ts";
import { money, toDecimal } from "#app/kernel/money.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { AddCodesForm } from "#app/ui/admin/codes/add-codes-form.tsx";
import { readBatchFields } from "#app/ui/admin/codes/batch-fields.ts";
import { formatsFor } from "#app/ui/admin/formats.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("codes:new.title")) }];

const MOST_PICKED = 1_000;

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const { searchParams } = new URL(request.url);
  // The creators' table names those it has ticked, or says whom all of it shows.
  const matching = searchParams.get("matching");
  const ids =
    matching === null
      ? searchParams.getAll("creator").filter((id) => parseId("creator", id) !== null)
      : await listMatching(db(), shop, readCreatorsQuery(new URLSearchParams(matching)));
  const [programs, counts, picked] = await Promise.all([
    listPrograms(db(), shop),
    countChoosable(db(), shop.id, now),
    listPickable(db(), shop.id, { ids }, MOST_PICKED),
  ]);
  const { t } = wordsIn(LANGUAGE);
  const day = formatsFor(LANGUAGE, shop.timeZone).day(now);
  return json({
    ...{ counts, picked, today: dayIn(shop.timeZone, now), usualTemplate: USUAL_TEMPLATE },
    batchId: newId("batch", randomBytes(20)),
    title: t("codes:new.titleDefault", { day }),
    programs: programs.map(({ id, name, template, value, conditions }) => ({
      ...{ id, name, template, kind: value.kind, isOnce: conditions.oncePerCustomer === true },
      value:
        value.kind === "percent"
          ? String(value.basisPoints / 100)
          : value.kind === "amount"
            ? toDecimal(money(value.minor, value.currency))
            : "",
    })),
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const outcome = await addCodes(
    db(),
    shop,
    readBatchFields(await request.formData(), shop.timeZone),
    new Date(),
  );
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return redirect(`/app/codes/batches/${outcome.id}`);
}

export default function NewCodes() {
  const t = useWords();
  return (
    <Page title={t("codes:new.title")} backAction={{ content: t("codes:new.back"), url: "/app/codes" }}>
      <AddCodesForm {...useLoaderData<typeof loader>()} />
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
