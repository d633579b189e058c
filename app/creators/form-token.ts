import { keyedHash } from "#app/kernel/hash.ts";
import { type ApplicationId, parseId } from "#app/kernel/id.ts";

/** What an application form that was handed out says of itself: the id its application will have, and when it was handed out. */
export type FormToken = { readonly id: ApplicationId; readonly at: Date };

/**
 * Writes what goes into a form's hidden field: `ap_... 1767225600000 <HMAC>`. The id makes sending the form twice sending
 * it once; the time tells programs, which fill in at once, from people; the HMAC that we handed it out, to this shop.
 */
export function formatFormToken(key: Uint8Array, shopId: string, { id, at }: FormToken): string {
  return `${id}.${at.getTime()}.${sign(key, shopId, id, at.getTime())}`;
}

/** Reads a form's token; null when none of our keys signed it, or it is another shop's. */
export function parseFormToken(keys: readonly Uint8Array[], shopId: string, text: string): FormToken | null {
  const [id = "", ms = "", signature = ""] = text.split(".");
  const applicationId = parseId("application", id);
  if (!applicationId || !/^\d{1,15}$/.test(ms)) return null;
  const isOurs = keys.some((key) => sign(key, shopId, id, Number(ms)) === signature);
  return isOurs ? { id: applicationId, at: new Date(Number(ms)) } : null;
}

const sign = (key: Uint8Array, shopId: string, id: string, ms: number) =>
  keyedHash(key, `application-form ${shopId} ${id} ${ms}`);
