import type { DeliveryFaults } from "#test/sandbox/webhooks/faults.ts";

/** What `--faults rough` does to deliveries: a fifth comes twice, all come up to an hour late, one in twenty never. */
export const ROUGH: DeliveryFaults = { duplicate: 0.2, drop: 0.05, delay: 3_600_000, clock: "played" };

/** How often it kills a worker. */
export const ROUGH_KILLS = 10;
