/** The section `nabla` of a client's settings. In: whatever the client sends. Out: settings; what is missing has its default. */
import { DEFAULT_SETTINGS, type Settings, SPELLINGS } from './protocol';

export function readSettings(sent: unknown, before: Settings = DEFAULT_SETTINGS): Settings {
  const section = (name: string): Readonly<Record<string, unknown>> => {
    const found = isRecord(sent) ? sent[name] : undefined;
    return isRecord(found) ? found : {};
  };
  const flag = (value: unknown, fallback: boolean): boolean => (typeof value === 'boolean' ? value : fallback);
  const [codeLens, inlayHints, hover] = [section('codeLens'), section('inlayHints'), section('hover')];
  const { spelling, lineWidth } = section('format');
  return {
    codeLens: {
      enabled: flag(codeLens.enabled, before.codeLens.enabled),
      verdicts: flag(codeLens.verdicts, before.codeLens.verdicts),
    },
    inlayHints: {
      values: flag(inlayHints.values, before.inlayHints.values),
      verdicts: flag(inlayHints.verdicts, before.inlayHints.verdicts),
      shapes: flag(inlayHints.shapes, before.inlayHints.shapes),
    },
    hover: { slopes: flag(hover.slopes, before.hover.slopes) },
    diagnostics: { workspace: flag(section('diagnostics').workspace, before.diagnostics.workspace) },
    format: {
      spelling: SPELLINGS.find((one) => one === spelling) ?? before.format.spelling,
      lineWidth: typeof lineWidth === 'number' && lineWidth >= NARROWEST ? lineWidth : before.format.lineWidth,
    },
    prediction: { enabled: flag(section('prediction').enabled, before.prediction.enabled) },
  };
}

/** Narrower lines leave no room for a formula. */
const NARROWEST = 20;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
