const BLOCK = 512;

/** Finds one file in an unpacked tar archive; null when it is not there. */
export function fileInTar(tar: Buffer, name: string): Buffer | null {
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    const path = text(header, 0, 100);
    if (path === "") return null;
    const size = Number.parseInt(text(header, 124, 12).trim(), 8);
    if (Number.isNaN(size)) throw new Error(`The archive is damaged at byte ${at}.`);
    const prefix = text(header, 345, 155);
    const body = at + BLOCK;
    if ((prefix ? `${prefix}/${path}` : path) === name) return tar.subarray(body, body + size);
    at = body + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}

function text(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString("latin1");
}
