import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    globalSetup: ["test/support/postgres.ts"],
    setupFiles: ["test/support/quiet.ts"],
    reporters: ["default", "./test/support/tally.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    env: {
      SHOPIFY_API_KEY: "test_key",
      SHOPIFY_API_SECRET: "test_secret",
      SHOPIFY_API_SECRET_PREVIOUS: "test_secret_before",
      SHOPIFY_APP_URL: "https://app.test",
      ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString("base64")}`,
      LOG_LEVEL: "silent",
    },
  },
});
