/** A page that cannot be shown as Shopify would: something in its Liquid is not simulated. Said aloud, never left out. */
export class Unrenderable extends Error {
  /** @param file as a person finds it, such as `rewards-theme/blocks/greeting.liquid` */
  constructor(file: string, why: string) {
    super(`${file}: ${why}`);
    console.error(`sandbox: not simulated: ${this.message}`);
  }
}
