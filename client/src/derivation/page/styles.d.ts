/** esbuild gathers the style sheets that scripts import into `dist/panel.css`. */
declare module '*.css';
