import styles from "#app/ui/figure/day-bars.module.css";

/** A day's bar: how much in all, and how much of it is drawn apart, at its foot. */
export type DayBar = { readonly day: string; readonly all: number; readonly apart: number };

const HEIGHT = 100;
/** Of a day's width; the rest parts it from the next. */
const WIDE = 0.8;

/**
 * A bar for each day, one part of it drawn apart. `label` says in words what the figure shows; `turn` is a day at whose
 * beginning a line is drawn.
 */
export function DayBars({
  bars,
  turn,
  label,
  apart,
  usual,
  first,
  last,
}: {
  bars: readonly DayBar[];
  turn: string | null;
  label: string;
  apart: string;
  usual: string;
  first: string;
  last: string;
}) {
  const most = Math.max(1, ...bars.map(({ all }) => all));
  const height = (count: number) => (count / most) * HEIGHT;
  const turned = bars.findIndex(({ day }) => day === turn);
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.bars}
        viewBox={`0 0 ${Math.max(1, bars.length)} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {bars.map(({ day, all, apart: foot }, at) => (
          <g key={day}>
            <rect
              className={styles.apart}
              x={at}
              width={WIDE}
              y={HEIGHT - height(foot)}
              height={height(foot)}
            />
            <rect
              className={styles.usual}
              x={at}
              width={WIDE}
              y={HEIGHT - height(all)}
              height={height(all - foot)}
            />
          </g>
        ))}
        {turned > 0 && <line className={styles.turn} x1={turned} x2={turned} y1={0} y2={HEIGHT} />}
      </svg>
      <figcaption className={styles.caption}>
        <span className={styles.ends}>
          <span>{first}</span>
          <span>{last}</span>
        </span>
        <span className={styles.keys}>
          <span className={styles.key}>
            <Mark className={styles.apart} />
            {apart}
          </span>
          <span className={styles.key}>
            <Mark className={styles.usual} />
            {usual}
          </span>
        </span>
      </figcaption>
    </figure>
  );
}

function Mark({ className }: { className: string | undefined }) {
  return (
    <svg className={styles.mark} viewBox="0 0 10 10" aria-hidden="true">
      <rect className={className} width="10" height="10" />
    </svg>
  );
}
