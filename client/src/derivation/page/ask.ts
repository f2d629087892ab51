/** Questions to the server by way of the extension half. In: a way to send messages. Out: promises of answers. */
import type { FromPage, ToPage } from '../messages';
import type { Ask } from '../questions';

interface Asking {
  readonly ask: Ask;
  hearAnswer(message: Extract<ToPage, { kind: 'answer' | 'failure' }>): void;
}

export function questions(post: (message: FromPage) => void): Asking {
  let last = 0;
  const open = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  return {
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        // The extension half gives the answer that belongs to the method.
        open.set(id, { resolve: resolve as (result: unknown) => void, reject });
        post({ kind: 'ask', id, method, params } as FromPage);
      }),
    hearAnswer(message) {
      const asked = open.get(message.id);
      open.delete(message.id);
      if (message.kind === 'answer') asked?.resolve(message.result);
      else asked?.reject(new Error(message.reason));
    },
  };
}
