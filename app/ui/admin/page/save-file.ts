/**
 * Saves what stands at an address of the app as a file. A plain link would carry no session token into the frame;
 * App Bridge signs `fetch`. Where saving it changes something, it is a POST. Throws when there is no such file or no answer.
 */
export async function saveFile(
  address: string,
  fileName: string,
  method: "GET" | "POST" = "GET",
): Promise<void> {
  const response = await fetch(address, { method });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  saveBlob(await response.blob(), name ?? fileName);
}

/** Saves what the browser made itself as a file. */
export function saveBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
