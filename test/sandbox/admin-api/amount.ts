/** An amount as the Admin API writes it, with one decimal at least: "20.00" is "20.0", "500" is "500.0", "19.95" stays. */
export function amountOf(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/(\.\d+?)0+$/, "$1") : `${decimal}.0`;
}
