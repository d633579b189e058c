import { db } from "#app/db.server.ts";

/** For whoever runs the app: 200 when the database answers, 503 otherwise. */
export async function loader() {
  const isUp = await db()
    .system.query("SELECT 1")
    .then(() => true)
    .catch(() => false);
  return new Response(isUp ? "ok" : "the database does not answer", {
    status: isUp ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
