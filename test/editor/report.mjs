/** What a run says: one line for each thing that was tried. In: checks. Out: lines on standard output, and how many failed. */

/** Something that the run needs is not on this machine; the message says what to install. */
export class CannotRun extends Error {}

/** The checks of one editor. `ok` is true or what was found instead of the expected. */
export function report(editor) {
  const failures = [];
  const started = Date.now();
  return {
    editor,
    failures,
    check(what, ok, found = '') {
      const passed = ok === true;
      console.log(`  ${passed ? '✓' : '✗'} ${editor}: ${what}${passed ? '' : `: ${found || ok}`}`);
      if (!passed) failures.push(what);
    },
    seconds: () => ((Date.now() - started) / 1000).toFixed(1),
  };
}
