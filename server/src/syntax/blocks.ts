/**
 * Which statements stand in which network. In: the first tokens of the page's statements. Out: for each statement the
 * network that holds it, and what is wrong with the braces.
 */

export interface Outline {
  /** Type of the first token. */
  readonly first: string;
  /** A header whose `{` is there. */
  readonly opens: boolean;
  /** A `{` where none can stand: it has been reported, and so its `}` is not. */
  readonly strays: boolean;
  /** `NAME =` without parameters. */
  readonly isValue: boolean;
}

export interface Blocks {
  /** The index of the network's header for each statement; undefined outside. */
  readonly network: readonly (number | undefined)[];
  /** Headers whose `{` nothing closes. */
  readonly unclosed: ReadonlySet<number>;
  /** `}` that closes nothing. */
  readonly stray: ReadonlySet<number>;
  /** There are neither networks nor braces. */
  readonly none: boolean;
}

const MEMBERS = new Set(['input', 'target', 'param']);

export function blocksOf(outlines: readonly Outline[]): Blocks {
  const network: (number | undefined)[] = outlines.map(() => undefined);
  const unclosed = new Set<number>();
  const stray = new Set<number>();
  let open: number | undefined;
  let loose = 0;
  const giveUp = (header: number, end: number): void => {
    unclosed.add(header);
    let inside = true;
    for (let i = header + 1; i < end; i++) {
      const outline = outlines[i];
      inside &&= outline !== undefined && (MEMBERS.has(outline.first) || outline.isValue);
      network[i] = inside ? header : undefined;
    }
  };
  outlines.forEach(({ first, opens, strays }, i) => {
    if (strays) loose++;
    if (first === 'network') {
      if (open !== undefined) {
        giveUp(open, i);
        loose++;
      }
      open = opens ? i : undefined;
    } else if (first === '}') {
      if (open === undefined && loose > 0) loose--;
      else if (open === undefined) stray.add(i);
      network[i] = open;
      open = undefined;
    } else network[i] = open;
  });
  if (open !== undefined) giveUp(open, outlines.length);
  const none = !outlines.some(({ first }) => first === 'network' || first === '}');
  return { network, unclosed, stray, none };
}
