import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

/** An address of the app that nothing stands at. */
export function loader() {
  throw new Response(null, { status: 404 });
}

export default function Nowhere() {
  return null;
}

export { PageFailure as ErrorBoundary };
