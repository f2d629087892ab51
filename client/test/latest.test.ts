/** Questions faster than answers, and numbers that come back as an echo. */
import { beforeEach, expect, test, vi } from 'vitest';
import { latest, settled, throttled } from '../src/derivation/page/latest';
import { choices } from '../src/derivation/page/plot/numbers';

beforeEach(() => void vi.useFakeTimers());

/** A server that answers when told. */
function slow() {
  const open: ((answer: number) => void)[] = [];
  const broken: (() => void)[] = [];
  const asked: number[] = [];
  const ask = (question: number): Promise<number> => {
    asked.push(question);
    return new Promise((resolve, reject) => {
      open.push(resolve);
      broken.push(() => reject(new Error('no answer')));
    });
  };
  const answer = async (i: number): Promise<void> => {
    open[i]?.(i);
    await vi.advanceTimersByTimeAsync(0);
  };
  const fail = async (i: number): Promise<void> => {
    broken[i]?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { ask, asked, answer, fail };
}

test('one question in flight, and of those that wait only the newest', async () => {
  const server = slow();
  const heard: number[] = [];
  const put = latest(
    server.ask,
    (_, question) => heard.push(question),
    () => undefined,
  );
  for (const question of [1, 2, 3, 4]) put(question);
  expect(server.asked).toEqual([1]);
  await server.answer(0);
  expect(server.asked).toEqual([1, 4]);
  await server.answer(1);
  expect(heard).toEqual([1, 4]);
});

test('what is forgotten is not heard, and the next question is asked all the same', async () => {
  const server = slow();
  const heard: number[] = [];
  const put = latest(
    server.ask,
    (_, question) => heard.push(question),
    () => heard.push(-1),
  );
  put(1);
  put(2);
  put.forget();
  put(3);
  await server.fail(0);
  await server.answer(1);
  expect(server.asked).toEqual([1, 3]);
  expect(heard).toEqual([3]);
});

test('a question that fails says so and stops nothing', async () => {
  const server = slow();
  const heard: number[] = [];
  const put = latest(
    server.ask,
    (_, question) => heard.push(question),
    () => heard.push(-1),
  );
  put(1);
  put(2);
  await server.fail(0);
  await server.answer(1);
  expect(heard).toEqual([-1, 2]);
});

test('at once, then once in a pause, the last word always', async () => {
  const heard: number[] = [];
  const { say, flush } = throttled<number>((said) => heard.push(said), 100);
  for (let i = 0; i < 50; i++) {
    say(i);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(heard.length).toBeLessThanOrEqual(6);
  await vi.advanceTimersByTimeAsync(200);
  expect(heard.at(-1)).toBe(49);
  say(50);
  say(51);
  flush();
  expect(heard.at(-1)).toBe(51);
});

test('when it has settled, once', async () => {
  const call = vi.fn();
  const say = settled(call, 100);
  for (let i = 0; i < 5; i++) {
    say();
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(call).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(call).toHaveBeenCalledOnce();
});

test('a late echo of a number does not move what is dragged', () => {
  const numbers = choices();
  expect(numbers.hear({ x: '1', a: '2' })).toBe(false);
  numbers.choose({ x: '1.2' });
  numbers.choose({ x: '1.4' });
  expect(numbers.hear({ x: '1.2', a: '2' })).toBe(true);
  expect(numbers.now()).toEqual({ x: '1.4', a: '2' });
  expect(numbers.hear({ x: '1.4', a: '2' })).toBe(true);
  expect(numbers.now()).toEqual({ x: '1.4', a: '2' });
});

test('what others choose holds, and an edit of the page is no echo', () => {
  const numbers = choices();
  numbers.hear({ x: '1', a: '2' });
  numbers.choose({ x: '1.2' });
  expect(numbers.hear({ x: '7', a: '2' })).toBe(false);
  expect(numbers.now()).toEqual({ x: '7', a: '2' });
  expect(numbers.hear({ x: '7', a: '2' })).toBe(false);
  expect(numbers.hear({ x: '7', a: '3' })).toBe(false);
});
