/** What the app asks PostgreSQL in one go, and where in its transaction it asks. */
export type Question = {
  readonly sql: string;
  /** The statements of this transaction so far, BEGIN left out; empty outside of one. */
  readonly earlier: readonly string[];
};

/** A stretch of one connection's bytes that belongs together; `sql` when it is a question that will be answered. */
export type Piece = { readonly bytes: Buffer; readonly sql?: string };

/** How a transaction of the app ends. */
export const COMMIT = "SET CONSTRAINTS ALL IMMEDIATE; COMMIT";

/** Cuts what the app sends into pieces. Remembers the statements it named: pg sends a text once per connection. */
export function readQuestions(): (chunk: Buffer) => Piece[] {
  const cut = cutMessages(true);
  const named = new Map<string, string>();
  let gathered: Buffer[] = [];
  let asked = "";
  return (chunk) =>
    cut(chunk).flatMap(({ type, bytes }): Piece[] => {
      const body = bytes.subarray(5);
      switch (type) {
        case "Q":
          return [{ bytes, sql: textAt(body, 0) }];
        case "P":
          named.set(textAt(body, 0), textAt(body, 1));
          break;
        case "B":
          asked = named.get(textAt(body, 1)) ?? "";
          break;
        case "S": {
          const piece = { bytes: Buffer.concat([...gathered, bytes]), sql: asked };
          gathered = [];
          asked = "";
          return [piece];
        }
        case "D":
        case "E":
        case "C":
        case "H":
          break;
        default:
          return [{ bytes }];
      }
      gathered.push(bytes);
      return [];
    });
}

/** What PostgreSQL says in one go. `state` when it is ready for the next question: inside a transaction or not. */
export type Answer = {
  readonly bytes: Buffer;
  readonly state?: "idle" | "inside";
  readonly isError: boolean;
};

/** Cuts what PostgreSQL sends into answers; each ends where it waits for the app. */
export function readAnswers(): (chunk: Buffer) => Answer[] {
  const cut = cutMessages(false);
  let gathered: Message[] = [];
  return (chunk) =>
    cut(chunk).flatMap((message): Answer[] => {
      gathered.push(message);
      const { type } = message;
      // A password is asked for, and a notification told, outside of any answer.
      if (type !== "Z" && type !== "R" && type !== "A") return [];
      const bytes = Buffer.concat(gathered.map((each) => each.bytes));
      const isError = gathered.some((each) => each.type === "E");
      gathered = [];
      if (type !== "Z") return [{ bytes, isError }];
      return [{ bytes, isError, state: message.bytes.toString("latin1", 5) === "I" ? "idle" : "inside" }];
    });
}

type Message = { readonly type: string; readonly bytes: Buffer };

/** Messages are a letter, a length that counts itself, and a body; only the app's first has no letter. */
function cutMessages(hasGreeting: boolean): (chunk: Buffer) => Message[] {
  let rest: Buffer = Buffer.alloc(0);
  let letter = hasGreeting ? 0 : 1;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    while (rest.length >= letter + 4) {
      const end = letter + rest.readInt32BE(letter);
      if (rest.length < end) break;
      messages.push({ type: rest.toString("latin1", 0, letter), bytes: rest.subarray(0, end) });
      rest = rest.subarray(end);
      letter = 1;
    }
    return messages;
  };
}

/** The `index`-th of the texts a body begins with; each ends with a zero. */
function textAt(body: Buffer, index: number): string {
  let start = 0;
  for (let skipped = 0; skipped < index; skipped++) start = body.indexOf(0, start) + 1;
  return body.toString("utf8", start, body.indexOf(0, start));
}
