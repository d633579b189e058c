import { encode } from "uqr";

/** White around a QR code, in modules: scanners need four. */
const MARGIN = 4;
/** Scans from a crumpled label too: a seventh of the picture may be lost. */
const CORRECTION = "M";
/** How large a picture is at least, in pixels: 10 cm in print. */
const PNG_SIZE = 1200;

/** A QR code: its side in modules with the margin, and the dark ones as the outline of an SVG path. */
export type QrShape = { readonly size: number; readonly dark: string };

/** Makes the QR code of an address. Dark modules in a row are one rectangle. */
export function qrOf(address: string): QrShape {
  const { data } = encode(address, { ecc: CORRECTION, border: MARGIN });
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((isDark) => (isDark ? "#" : " "))
        .join("")
        .matchAll(/#+/g),
    ].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`),
  );
  return { size: data.length, dark: runs.join("") };
}

/** A QR code as a file: dark on white, in any size. `title` is what screen readers say. */
export function qrSvg({ size, dark }: QrShape, title: string): string {
  const said = title.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img">`,
    `<title>${said}</title><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${dark}"/></svg>`,
  ].join("");
}

/** A QR code as a picture of whole pixels a module, drawn by the browser; null where it cannot. */
export function qrPng({ size, dark }: QrShape): Promise<Blob | null> {
  const scale = Math.ceil(PNG_SIZE / size);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * scale;
  const paper = canvas.getContext("2d");
  if (!paper) return Promise.resolve(null);
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.scale(scale, scale);
  paper.fillStyle = "#000";
  paper.fill(new Path2D(dark));
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
