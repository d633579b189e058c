import { Pagination } from "@shopify/polaris";

/** The way to the neighbouring pages of a table; null where there is none. */
export function Pager({
  previous,
  next,
  previousLabel,
  nextLabel,
  label,
}: {
  previous: string | null;
  next: string | null;
  previousLabel: string;
  nextLabel: string;
  label?: string;
}) {
  return (
    <Pagination
      type="table"
      hasPrevious={previous !== null}
      hasNext={next !== null}
      previousURL={previous ?? undefined}
      nextURL={next ?? undefined}
      accessibilityLabels={{ previous: previousLabel, next: nextLabel }}
      label={label}
    />
  );
}
