/**
 * The numbers of the parameters: the subject's, and before them those that the reader is choosing here. In: choices, and what the
 * panel says. Out: what holds now. The panel repeats what it was told: such an echo may be late, and must not move what is dragged.
 */
export type Numbers = Readonly<Record<string, string>>;

/** More than are ever on the way. */
const REMEMBERED = 200;

export function choices() {
  let given: Numbers = {};
  const chosen = new Map<string, string[]>();
  return {
    /** What holds now. */
    now: (): Numbers => ({
      ...given,
      ...Object.fromEntries([...chosen].map(([name, texts]) => [name, texts.at(-1) ?? ''])),
    }),
    choose(numbers: Numbers): void {
      for (const [name, text] of Object.entries(numbers)) {
        chosen.set(name, [...(chosen.get(name) ?? []), text].slice(-REMEMBERED));
      }
    },
    /** True where the panel only repeats: nothing has changed but what was chosen here. */
    hear(at: Numbers): boolean {
      const names = [...new Set([...Object.keys(given), ...Object.keys(at)])].filter(
        (name) => given[name] !== at[name],
      );
      given = at;
      const foreign = names.filter((name) => !chosen.get(name)?.includes(at[name] ?? ''));
      for (const name of foreign) chosen.delete(name);
      for (const [name, texts] of chosen) if (texts.at(-1) === at[name]) chosen.delete(name);
      return names.length > 0 && foreign.length === 0;
    },
    /** Another function: its parameters of the same name are others. */
    forget: (): void => chosen.clear(),
  };
}
