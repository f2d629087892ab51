/**
 * Questions while a number is being dragged. In: subjects as they come. Out: answers to the newest, one question at a time, so that
 * each answer can be drawn and none waits in a queue.
 */
import { GRAPH, type GraphResult } from '../../../../../server/src/protocol';
import type { Host, Subject } from '../picture';

export function asker(host: Host, hear: (result: GraphResult) => void): (subject: Subject) => void {
  let isAsking = false;
  let newest: Subject | undefined;
  let next: Subject | undefined;
  const run = async (): Promise<void> => {
    isAsking = true;
    while (next) {
      const asked: Subject = next;
      next = undefined;
      const result = await answered(host, asked);
      // Of another function or variable it is too late; of other numbers it is a step on the way.
      if (newest && isSame(asked, newest)) hear(result);
    }
    isAsking = false;
  };
  return (subject) => {
    newest = subject;
    next = subject;
    if (!isAsking) void run();
  };
}

async function answered(host: Host, { about, at }: Subject): Promise<GraphResult> {
  try {
    return await host.ask(GRAPH, { ...about, at });
  } catch {
    return { kind: 'nothing', reason: 'The graph could not be computed.' };
  }
}

const isSame = ({ about: a }: Subject, { about: b }: Subject): boolean =>
  a.textDocument.uri === b.textDocument.uri && a.function === b.function && a.variable === b.variable;
