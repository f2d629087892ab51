/** The section `nabla` of the user's settings. In: VS Code's configuration. Out: what the server is told. */
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/protocol';

export interface Configuration {
  get<T>(key: string, fallback: T): T;
}

export const readSettings = (configuration: Configuration): Settings => ({
  codeLens: {
    enabled: configuration.get('codeLens.enabled', DEFAULT_SETTINGS.codeLens.enabled),
    verdicts: configuration.get('codeLens.verdicts', DEFAULT_SETTINGS.codeLens.verdicts),
  },
  inlayHints: {
    values: configuration.get('inlayHints.values', DEFAULT_SETTINGS.inlayHints.values),
    verdicts: configuration.get('inlayHints.verdicts', DEFAULT_SETTINGS.inlayHints.verdicts),
    shapes: configuration.get('inlayHints.shapes', DEFAULT_SETTINGS.inlayHints.shapes),
  },
  hover: { slopes: configuration.get('hover.slopes', DEFAULT_SETTINGS.hover.slopes) },
  diagnostics: { workspace: configuration.get('diagnostics.workspace', DEFAULT_SETTINGS.diagnostics.workspace) },
  format: {
    spelling: configuration.get('format.spelling', DEFAULT_SETTINGS.format.spelling),
    lineWidth: configuration.get('format.lineWidth', DEFAULT_SETTINGS.format.lineWidth),
  },
  prediction: { enabled: configuration.get('prediction.enabled', DEFAULT_SETTINGS.prediction.enabled) },
});
