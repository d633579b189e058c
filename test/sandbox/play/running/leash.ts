/**
 * Preloaded into the processes that the sandbox starts: when whoever started them is gone, even by SIGKILL, they stop as
 * if asked to. So nothing is left running.
 */
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
