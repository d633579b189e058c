/** How far the playing of the shop is; the home page shows it and `/status.json` tells it. */
export type Progress = {
  /** A short sentence, such as "Playing orders" or "Ready". */
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  /** True when the pages are worth opening: the first orders are in. */
  readonly isUsable: boolean;
  /** True when nothing more will come. */
  readonly isOver: boolean;
  /** Anything a person should know, such as an error with its next move. */
  readonly note?: string;
  /** Further doors for the home page, such as the creators' portal. */
  readonly links?: readonly { readonly label: string; readonly href: string; readonly about: string }[];
};
