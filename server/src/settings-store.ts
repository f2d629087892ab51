/**
 * The settings of each page. In: what the client sends, and a way to ask it for those of a page. Out: settings, asked for
 * once until they change.
 */
import { DEFAULT_SETTINGS, type Settings } from './protocol';
import { readSettings } from './settings';

export interface SettingsStore {
  /** Of a page, or of no page in particular. */
  of(uri?: string): Promise<Settings>;
  /** The client has sent its settings, or said that they are others. */
  changed(sent?: unknown): void;
  close(uri: string): void;
}

/** `ask`: undefined where the client cannot be asked. */
export function createSettingsStore(ask: () => ((uri?: string) => Promise<unknown>) | undefined): SettingsStore {
  let sent = DEFAULT_SETTINGS;
  const known = new Map<string, Promise<Settings>>();
  return {
    of(uri) {
      const asking = ask();
      if (!asking) return Promise.resolve(sent);
      const key = uri ?? '';
      const found =
        known.get(key) ??
        asking(uri).then(
          (answer) => readSettings(answer, sent),
          // A client that cannot say keeps what it sent.
          () => sent,
        );
      known.set(key, found);
      return found;
    },
    changed(settings) {
      if (settings !== undefined) sent = readSettings(settings);
      known.clear();
    },
    close: (uri) => void known.delete(uri),
  };
}
