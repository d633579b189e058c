import { availableParallelism, cpus, totalmem } from "node:os";

/** On what the figures were measured: a figure without its machine says nothing. */
export type Machine = {
  readonly cores: number;
  readonly model: string;
  readonly memoryGiB: number;
  readonly node: string;
  readonly postgres: string;
  /** All of it in one line. */
  readonly words: string;
};

/** Describes this machine. */
export function machineOf(postgres: string): Machine {
  const cores = availableParallelism();
  const model = cpus()[0]?.model.trim() ?? "unknown";
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  const node = process.versions.node;
  const words = `${cores} cores (${model}), ${memoryGiB} GiB, Node ${node}, PostgreSQL ${postgres} (fsync on), load generator and database on the same machine`;
  return { cores, model, memoryGiB, node, postgres, words };
}
