/**
 * Reads a body of at most `most` bytes, whatever its length claims to be.
 * @throws what `tooLarge` makes, as soon as there is a byte too many
 */
export async function readCapped(request: Request, most: number, tooLarge: () => Response): Promise<Buffer> {
  if (Number(request.headers.get("Content-Length")) > most) throw tooLarge();
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  for (let size = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > most) {
      await reader.cancel().catch(() => {});
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}
