/**
 * How quick 500 nodes are: until they stand there, and while they are moved. In: the page with them in it. What is judged is the
 * page's own work, in processor time, for other work on the machine makes frames late; frames are told.
 */
import { generated } from './samples.mjs';

/** Milliseconds of work a move, where all is drawn by the processor. */
const BUDGET = 25;

export async function speed(page, { show, subjectOf, check }) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  const during = async (what) => {
    const before = await worked();
    await what();
    return (await worked()) - before;
  };

  const graph = { ...generated(500), function: 'g' };
  const isThere = () => document.querySelector('.picture').getAttribute('aria-label').includes(' g:');
  const first = await during(async () => {
    await show(graph);
    await page.waitForFunction(isThere);
  });
  console.log(
    `    500 nodes, ${await page.locator('.edge').count()} edges: laid out and drawn in ${Math.round(first)} ms`,
  );
  check('500 nodes are there within three seconds', first < 3000, `${first} ms`);

  const box = await page.locator('.picture').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const MOVES = 60;
  const pan = async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let i = 0; i < MOVES; i++) await page.mouse.move(x + 150 * Math.sin(i / 6), y + 80 * Math.cos(i / 6));
    await page.mouse.up();
  };
  const zoom = async () => {
    await page.keyboard.down('Control');
    for (let i = 0; i < MOVES; i++) await page.mouse.wheel(0, i < MOVES / 2 ? -8 : 8);
    await page.keyboard.up('Control');
  };
  const moved = async (what, move) => {
    await page.evaluate(watchFrames);
    const each = (await during(move)) / MOVES;
    const { median, most, longest } = await page.evaluate(() => window.seenFrames());
    console.log(
      `    ${what}: ${each.toFixed(1)} ms of work a move; frames: median ${median} ms, 95 % within ${most}, longest ${longest}`,
    );
    check(`${what} does not stutter`, each < BUDGET, `${each} ms of work a move`);
  };
  await moved('panning 500 nodes', pan);
  await moved('zooming in and out', zoom);
  for (let i = 0; i < 6; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
  await moved('panning where it can be read', pan);

  await page.evaluate(
    (other) => {
      window.answer = other;
    },
    { ...generated(500, 1), function: 'g' },
  );
  const again = await during(() =>
    page.evaluate(
      async (subject) => {
        window.show(subject);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      },
      subjectOf(graph, { x: '1' }),
    ),
  );
  console.log(`    other numbers in the same 500 nodes: ${Math.round(again)} ms of work`);
  check('other numbers come at once', again < 150, `${again} ms`);
}

/** Counts frames until they are asked for. */
function watchFrames() {
  const times = [];
  let isWatching = true;
  const tick = (time) => {
    times.push(time);
    if (isWatching) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  window.seenFrames = () => {
    isWatching = false;
    const lengths = times.slice(1).map((time, i) => Math.round(time - times[i]));
    const sorted = lengths.toSorted((a, b) => a - b);
    const at = (part) => sorted[Math.floor(part * (sorted.length - 1))];
    return { median: at(0.5), most: at(0.95), longest: at(1) };
  };
}
