/** A bug that somebody could plant, and the test that must turn red on it. `find` must be in the file, or the list has gone stale. */
export type Bug = {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly test: string;
};
