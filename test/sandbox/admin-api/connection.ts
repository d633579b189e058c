import { GraphQLError } from "graphql";

type Page = { first?: number | null; after?: string | null };

/** A connection over a list that does not change: pages forward only, cursors say how many came before. */
export function connection(nodes: readonly object[]) {
  return ({ first, after }: Page) => {
    const from = after ? readCursor(after) + 1 : 0;
    const page = nodes.slice(from, from + (first ?? nodes.length));
    return pageOf(page, (_, index) => cursorOf(from + index), from + page.length < nodes.length);
  };
}

/** One page of a connection with its edges and page info. */
export function pageOf<Node>(
  nodes: readonly Node[],
  cursor: (node: Node, index: number) => string,
  hasNextPage: boolean,
) {
  const edges = nodes.map((node, index) => ({ node, cursor: cursor(node, index) }));
  const pageInfo = {
    hasNextPage,
    hasPreviousPage: false,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { nodes, edges, pageInfo };
}

const cursorOf = (index: number) => Buffer.from(`at ${index}`).toString("base64url");

function readCursor(cursor: string): number {
  const [, index] = /^at (\d+)$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (index === undefined) throw new GraphQLError(`Invalid cursor for current pagination sort.`);
  return Number(index);
}
