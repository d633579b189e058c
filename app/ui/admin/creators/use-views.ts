import { useFetcher, useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import type { IndexFiltersProps, TabProps } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import {
  type CreatorsQuery,
  formatCreatorsQuery,
  readCreatorsQuery,
} from "#app/attribution/creators-query.ts";
import { TABLE_ACTION } from "#app/ui/admin/creators/use-bulk.ts";
import { addressOf, placeAmong, type View, viewsWith } from "#app/ui/admin/creators/views.ts";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

type OwnViews = Parameters<typeof viewsWith>[0];
type ViewAnswer = FormAnswer & { readonly viewId?: string };

/** The tabs above the table, the one it stands under, and what can be done with them. */
export function useViews(own: OwnViews, named: string | null, query: CreatorsQuery) {
  const t = useWords();
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const { send, isSending } = useAnswered();
  const [problem, setProblem] = useState<string | null>(null);
  const views = viewsWith(own, (id) => t(`views:${id}`));
  const { selected, isEdited } = placeAmong(views, named, query);
  const view = views[selected];
  const shown = formatCreatorsQuery({ ...query, page: 1 });

  async function ask(fields: Readonly<Record<string, string>>): Promise<ViewAnswer | null> {
    setProblem(null);
    const answer = await send(fields);
    const because = answer.refusal?.because.name as "taken" | undefined;
    if (answer.isUnreachable) setProblem(t("views:failed"));
    else if (because) setProblem(t(`views:refusal.${because}`));
    else return answer;
    return null;
  }
  const open = (search: string, id: string) =>
    navigate(
      addressOf(readCreatorsQuery(new URLSearchParams(search)), { id, name: "", query: "", isOwn: true }),
    );
  async function create(name: string, search: string): Promise<boolean> {
    const answer = await ask({ intent: "save-view", name, query: search });
    if (!answer?.viewId) return false;
    shopify.toast.show(t("views:saved"));
    open(search, answer.viewId);
    return true;
  }
  async function change(id: string, fields: Readonly<Record<string, string>>): Promise<boolean> {
    const answer = await ask({ intent: "change-view", id, ...fields });
    if (answer) shopify.toast.show(t("views:saved"));
    return answer !== null;
  }
  async function remove(id: string): Promise<boolean> {
    const answer = await ask({ intent: "delete-view", id });
    if (!answer) return false;
    shopify.toast.show(t("views:deleted"));
    navigate("/app/creators");
    return true;
  }
  const actionsOf = ({ id, query }: View): TabProps["actions"] => [
    { type: "rename", onPrimaryAction: (name) => change(id, { name }) },
    { type: "duplicate", onPrimaryAction: (name) => create(name, query) },
    { type: "delete", onPrimaryAction: () => remove(id) },
  ];
  const primaryAction: IndexFiltersProps["primaryAction"] = view?.isOwn
    ? {
        type: "save",
        onAction: () => change(view.id, { query: shown }),
        disabled: !isEdited,
        loading: isSending,
      }
    : { type: "save-as", onAction: (name) => create(name, shown), disabled: !isEdited, loading: isSending };
  return {
    view,
    selected,
    isEdited,
    problem,
    forget: () => setProblem(null),
    primaryAction,
    create: (name: string) => create(name, shown),
    select: (at: number) => navigate(`/app/creators${views[at]?.query ?? ""}`),
    tabs: views.map(
      (each): TabProps => ({
        id: each.id,
        content: each.name,
        isLocked: !each.isOwn,
        actions: each.isOwn ? actionsOf(each) : [],
      }),
    ),
  };
}

/** Posts to the table's action and waits for its answer, as Polaris' forms for a view's name do. */
function useAnswered() {
  const fetcher = useFetcher<ViewAnswer>();
  const waiting = useRef<((answer: ViewAnswer) => void) | null>(null);
  const answer = fetcher.state === "idle" ? (fetcher.data as ViewAnswer | undefined) : undefined;
  useEffect(() => {
    if (!answer) return;
    waiting.current?.(answer);
    waiting.current = null;
  }, [answer]);
  const send = (fields: Readonly<Record<string, string>>) =>
    new Promise<ViewAnswer>((resolve) => {
      waiting.current = resolve;
      fetcher.submit(fields, { method: "post", action: TABLE_ACTION });
    });
  return { send, isSending: fetcher.state !== "idle" };
}
