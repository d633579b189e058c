import { z } from "zod";

const KEY = /^[A-Za-z0-9_-]{1,16}:[A-Za-z0-9+/=]{44}$/;

const shape = z.object({
  SHOPIFY_API_KEY: z.string().min(1).describe("the app's client id. `shopify app env show` prints it"),
  SHOPIFY_API_SECRET: z.string().min(1).describe("the app's client secret. `shopify app env show` prints it"),
  SHOPIFY_API_SECRET_PREVIOUS: z
    .string()
    .min(1)
    .optional()
    .describe("the client secret before a rotation, for the hour in which Shopify still signs with it"),
  SHOPIFY_APP_URL: z.url().describe("the app's own https address, as Shopify calls it"),
  DATABASE_URL: z
    .string()
    .startsWith("postgres")
    .describe(
      "PostgreSQL 13+, the login the app runs as. Without one, `npm run sandbox` and `npm run dev` bring their own",
    ),
  ENCRYPTION_KEYS: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.string().regex(KEY)).min(1))
    .describe(
      "keys of stored tokens, `name:base64 of 32 bytes`, comma separated, newest first. `openssl rand -base64 32` makes one",
    ),
  HOST: z.string().min(1).default("0.0.0.0").describe("the address the web process listens on"),
  PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .default(3000)
    .describe("the port the web process listens on"),
  NODE_ENV: z
    .enum(["production", "development", "test"])
    .default("production")
    .describe("production, unless you develop"),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/)
    .optional()
    .describe(
      "the mail server, `smtp://user:password@host:587` or `smtps://...:465`. Without it mails to creators wait",
    ),
  MAIL_FROM: z
    .string()
    .regex(/^[^@\s<>]+@[^@\s<>]+$/)
    .optional()
    .describe("the address mails to creators come from, such as creators@example.com"),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("how much is logged"),
  WORKER_LOOPS: z.coerce
    .number()
    .int()
    .min(1)
    .max(32)
    .default(4)
    .describe("how many deliveries one worker applies at a time"),
  WORKER_POLL_MS: z.coerce
    .number()
    .int()
    .min(50)
    .default(1000)
    .describe("how long a lost notification, or work that falls due by time alone, waits at most"),
});

/** What the environment must say for the app to run; each name, its form and what it is for stand above. */
export type Environment = z.infer<typeof shape>;

/**
 * Reads the environment.
 * @throws one error that lists every missing or unusable name, what it is for and where to get it; never its value
 */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const result = shape.safeParse(source);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
  const lines = names.map((name) => {
    const what = shape.shape[name as keyof typeof shape.shape].description;
    return `  ${name} is ${source[name] ? "not usable" : "missing"}: ${what}.`;
  });
  throw new Error(
    `The environment is not complete.\n${lines.join("\n")}\nSee "Troubleshooting" in README.md.`,
  );
}

let environment: Environment | undefined;

/** The process's environment, read once and on first use, so that a build needs none. */
export const env = (): Environment => (environment ??= readEnvironment(process.env));
