import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

const host = new URL(process.env.SHOPIFY_APP_URL ?? "http://localhost").hostname;

export default defineConfig({
  server: {
    allowedHosts: [host],
    port: Number(process.env.PORT ?? 3000),
    cors: { preflightContinue: true },
    hmr:
      host === "localhost"
        ? { protocol: "ws", host: "localhost", port: 64999, clientPort: 64999 }
        : { protocol: "wss", host, port: Number(process.env.FRONTEND_PORT ?? 8002), clientPort: 443 },
    fs: { allow: ["app", "node_modules"] },
  },
  plugins: [
    remix({
      ignoredRouteFiles: ["**/.*"],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: false,
      },
    }),
  ],
  build: { assetsInlineLimit: 0 },
  optimizeDeps: { include: ["@shopify/app-bridge-react", "@shopify/polaris"] },
});
