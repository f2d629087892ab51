/** The variables of VS Code's four built-in kinds of theme that the panel reads. */
const dark = {
  foreground: '#cccccc',
  descriptionForeground: '#9d9d9d',
  'editor-background': '#1f1f1f',
  'panel-border': '#2b2b2b',
  'widget-border': '#313131',
  'textLink-foreground': '#4daafc',
  focusBorder: '#0078d4',
  errorForeground: '#f85149',
  'editorWarning-foreground': '#cca700',
  'button-secondaryBackground': '#313131',
  'button-secondaryForeground': '#cccccc',
}; // prettier-ignore
const light = {
  foreground: '#3b3b3b',
  descriptionForeground: '#3b3b3b',
  'editor-background': '#ffffff',
  'panel-border': '#e5e5e5',
  'widget-border': '#e5e5e5',
  'textLink-foreground': '#005fb8',
  focusBorder: '#005fb8',
  errorForeground: '#f85149',
  'editorWarning-foreground': '#bf8803',
  'button-secondaryBackground': '#e5e5e5',
  'button-secondaryForeground': '#3b3b3b',
};
const highContrast = {
  foreground: '#ffffff',
  descriptionForeground: 'rgba(255,255,255,.7)',
  'editor-background': '#000000',
  contrastBorder: '#6fc3df',
  'widget-border': '#6fc3df',
  'textLink-foreground': '#21a6ff',
  focusBorder: '#f38518',
  errorForeground: '#f48771',
  'button-border': '#6fc3df',
};
const highContrastLight = {
  foreground: '#292929',
  descriptionForeground: 'rgba(41,41,41,.7)',
  'editor-background': '#ffffff',
  contrastBorder: '#0f4a85',
  'widget-border': '#0f4a85',
  'textLink-foreground': '#0f4a85',
  focusBorder: '#006bbd',
  errorForeground: '#b5200d',
  'button-border': '#0f4a85',
};
export const themes = {
  'vscode-dark': dark,
  'vscode-light': light,
  'vscode-high-contrast': highContrast,
  'vscode-high-contrast-light': highContrastLight,
};
