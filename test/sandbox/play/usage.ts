/** The command was asked for something it cannot do. The message names the value, the rule and the next move. */
export class UsageError extends Error {
  override name = "UsageError";
}
