/**
 * What client and server say to each other beyond the Language Server Protocol. Types only; both import them.
 */
export * from './protocol/graph';
export * from './protocol/picture';
export * from './protocol/plot';
export * from './protocol/prediction';

/** How a step or a claim was checked. `points`: how many random points; `error`: the largest relative difference seen. */
export interface Check {
  readonly verdict: 'proved' | 'holds' | 'refuted';
  readonly points: number;
  readonly error: number;
  /** Of a network's adjoint: how it compares with differences of the loss, which are good to 1e-6. */
  readonly differences?: { readonly entries: number; readonly error: number };
}

/** A formula in its three spellings. */
export interface Formula {
  readonly text: string;
  readonly unicode: string;
  readonly latex: string;
}

/** A place on the page, as the Language Server Protocol counts. */
export interface SourceRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** One line of a derivation; see command-line.md. */
export interface DerivationStep {
  readonly rule: string;
  readonly before: Formula;
  readonly after: Formula;
  readonly explanation: string;
  /** The names that this step introduces. */
  readonly where: Readonly<Record<string, Formula>>;
  readonly check: Check;
  readonly steps: readonly DerivationStep[];
  /** For people `after` is written with names that its text does not have. */
  readonly named?: true;
  /** Where a line has many parts, one a step: the part that this step is about, and what it becomes. */
  readonly part?: { readonly before: Formula; readonly after: Formula };
  /** Of a network: what there is to say of the adjoint that the line is about. */
  readonly adjoint?: AdjointNote;
  /** At a point, of a line without numbers: what it comes to there. */
  readonly value?: string;
  /** What of the page the line speaks of; for an editor. */
  readonly source?: readonly SourceRange[];
}

/** A link of a chain at the top of a derivation, the outermost first. */
export interface ChainLink {
  /** `dh/du`. */
  readonly quantity: Formula;
  /** What it is the slope of: `h = 3u⁵`, `u = 2x²`. */
  readonly function: Formula;
  /** The name that the chain rule has introduced for it; missing for the whole. */
  readonly name?: string;
  /** As it stands in the first line, `d/du[3u⁵]`. */
  readonly operator: Formula;
  /** The slope in the names of the chain, `15u⁴`. */
  readonly slope: Formula;
  /** Where it stands on the page; of an outer function without what is inside. */
  readonly source: readonly SourceRange[];
}

/** A length, or its name. */
export type Lengths = readonly (number | string)[];

/** The shapes and the value of a line of a network's derivation. */
export interface AdjointNote {
  /** `h.W`; of an entry `h.W[2, 5]`. */
  readonly of: string;
  readonly shape: Lengths;
  /** The factors of the formula in reading order, in ASCII. */
  readonly factors: readonly { readonly text: string; readonly shape: Lengths }[];
  /** For people: the formula with room for the shapes, and the shapes under it. */
  readonly aligned?: { readonly formula: string; readonly shapes: string };
  /** With the shapes in `\\underbrace`. */
  readonly latex: string;
  /** Where the network has values: shortened for people, and whole unless it is very long. */
  readonly value?: { readonly text: string; readonly entries?: Nested };
  /** What is to be said of kinks at the values. */
  readonly note?: string;
  /** What is taken for granted, in ASCII. */
  readonly assumption?: string;
}
/** A number, or arrays of them; null where there is none. */
export type Nested = number | null | readonly Nested[];

/** A derivation at a point. */
export interface DerivationPoint {
  /** The parameters and what they are, as given. */
  readonly at: Readonly<Record<string, Formula>>;
  /** How many of the document's steps are symbolic; the others put in the numbers. */
  readonly symbolic: number;
  /** null where there is no number; then `reason` says why. Of a gradient one for each entry. */
  readonly value: Nested;
  readonly reason?: string;
  readonly note?: string;
  /** The inner functions of a chain, and the slope of each link, in numbers. */
  readonly forward: readonly Measured[];
  readonly links: readonly Measured[];
}
/** `name = formula = value`. */
export interface Measured {
  readonly name: Formula;
  readonly formula: Formula;
  readonly value: Formula;
}

export interface DerivationDocument {
  /** The function's head as written, e.g. `h(x) = 3(2x^2)^5`. */
  readonly head: Formula;
  readonly function: string;
  /** `x`; `x,y` for the derivative by one after the other; `∇` for the gradient. */
  readonly wrt: string;
  /** `∂f/∂x`, `∇f` or `dh/dx`. */
  readonly quantity: Formula;
  /** Of a gradient: `[∂f/∂x, ∂f/∂y]`. */
  readonly entries?: Formula;
  readonly result: Formula;
  /** Where the function is defined, where the result's formula hides it: `for x > 0`. */
  readonly conditions: readonly string[];
  /** What is held constant while wrt changes. */
  readonly constants: readonly string[];
  /** At a point: the result's lines, and then those with numbers. */
  readonly steps: readonly DerivationStep[];
  readonly point?: DerivationPoint;
  /** dh/dx = dh/du · du/dx, where the first rule is the chain rule; for an editor. */
  readonly chain?: readonly ChainLink[];
  /** Of a network. */
  readonly network?: NetworkNote;
  /** Zero-based line of the definition. */
  readonly line: number;
}

/** What a derivation of a network says beside its lines. */
export interface NetworkNote {
  /** The nodes on the way in the order of the page, with the names that the derivation has introduced. */
  readonly forward: readonly {
    readonly name: Formula;
    readonly formula?: Formula;
    readonly shape: Lengths;
    readonly value?: string;
  }[];
  /** Of one entry: the forward pass of the neuron, each line with its numbers filled in, then its products, then the sum. */
  readonly neuron?: readonly {
    readonly name: Formula;
    readonly formula: Formula;
    readonly numbers: readonly Formula[];
  }[];
  /** The closed formula of what was asked; of the whole backward pass, of each parameter. */
  readonly results: readonly {
    readonly name: string;
    readonly shape: Lengths;
    readonly quantity: Formula;
    readonly result: Formula;
    /** For people, with names that the lines have introduced and what they mean. */
    readonly formula: Formula;
    readonly where: readonly { readonly name: Formula; readonly formula: Formula }[];
  }[];
  /** What was taken for granted and no value shows. */
  readonly assumptions: readonly Formula[];
  /** Of PyTorch's layout: which weights are turned, and which are not, in sentences. */
  readonly layout?: string;
  /** Too large to be evaluated: nothing was checked by numbers. */
  readonly unchecked?: true;
}

/** Request `nabla/expand`: by name, or by the position under the cursor; without `variable` the first or the one under the cursor. */
export interface ExpandParams {
  readonly textDocument: { readonly uri: string };
  readonly position?: { readonly line: number; readonly character: number };
  readonly function?: string;
  /** As `wrt` of a document. */
  readonly variable?: string;
  /** The arguments of a derivative at a point, as written on the page: it is found there again after an edit. */
  readonly point?: readonly string[];
  /** Numbers for parameters, as the reader wrote them in the panel; instead of `point`. */
  readonly at?: Readonly<Record<string, string>>;
  readonly notation?: DerivativeNotation;
  readonly layout?: NetworkLayout;
}
/** ∂f/∂x (df/dx of one variable); f_x; y = f(x) and dy/dx. */
export const DERIVATIVE_NOTATIONS = ['leibniz', 'subscript', 'dependent'] as const;
export type DerivativeNotation = (typeof DERIVATIVE_NOTATIONS)[number];
/** Of dense layers: `x @ W` with `W[inputs, neurons]`, or `x @ Wᵀ` with PyTorch's `W[neurons, inputs]`. */
export const NETWORK_LAYOUTS = ['row', 'pytorch'] as const;
export type NetworkLayout = (typeof NETWORK_LAYOUTS)[number];

export type ExpandResult =
  | {
      readonly kind: 'derivation';
      readonly version: number;
      readonly derivation: DerivationDocument;
      readonly variables: readonly string[];
      /** At a point, its arguments as written. */
      readonly point?: readonly string[];
      /** Of a function: a number for each parameter, from a call on the page or else a simple one in the domain. */
      readonly suggestedPoint?: Readonly<Record<string, string>>;
      /** In prediction mode: it has not been answered yet. */
      readonly hidden?: true;
    }
  /** More than one function or variable fits: the client asks. */
  | {
      readonly kind: 'choices';
      readonly functions: readonly { readonly name: string; readonly variables: readonly string[] }[];
    }
  /** Nothing to expand, and why, in a sentence. */
  | { readonly kind: 'nothing'; readonly reason: string };
export const EXPAND = 'nabla/expand';

/** Request `nabla/copy`: the derivative of a function as LaTeX, chosen as in `nabla/expand`. */
export type CopyParams = ExpandParams;
export type CopyResult =
  | { readonly kind: 'latex'; readonly quantity: string; readonly latex: string }
  | Exclude<ExpandResult, { kind: 'derivation' }>;
export const COPY_LATEX = 'nabla/copyLatex';

/** Request `nabla/checkGradients`: of a function or a network, by name or by the position of the cursor. */
export interface CheckGradientsParams {
  readonly textDocument: { readonly uri: string };
  readonly position?: { readonly line: number; readonly character: number };
  readonly function?: string;
}
/** The derivative by one parameter against central differences. */
export interface CheckedGradient {
  readonly name: string;
  readonly shape: readonly number[];
  /** How many of its entries were compared. */
  readonly entries: number;
  readonly of: number;
  /** `kink`: at the point or near it; `nothing`: nothing could be compared, for a reason. */
  readonly verdict: 'agrees' | 'differs' | 'kink' | 'nothing';
  readonly reason?: string;
  readonly worst?: {
    readonly index: readonly number[];
    readonly analytic: number;
    readonly numeric: number;
    readonly error: number;
    readonly difference: number;
  };
}
export type CheckGradientsResult =
  | {
      readonly kind: 'check';
      readonly name: string;
      readonly version: number;
      readonly rows: readonly CheckedGradient[];
      readonly markdown: string;
    }
  | { readonly kind: 'nothing'; readonly reason: string };
export const CHECK_GRADIENTS = 'nabla/checkGradients';

/** `initializationOptions` of our own client; any other sends none and gets plain Unicode. */
export interface InitializationOptions {
  /** Commands that hover links and lenses may call; absent: no links, and lenses without a command. */
  readonly commands?: { readonly expand: string; readonly copyLatex: string };
  readonly settings?: Settings;
  /** Hovers show formulas typeset, as images that look like this. */
  readonly appearance?: Appearance;
  /** Send `nabla/status`. */
  readonly status?: boolean;
  /** The client sends `nabla/file` for pages of the workspace that are not open: the server cannot read them. */
  readonly sendsFiles?: boolean;
}

export const THEME_KINDS = ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const;
export type ThemeKind = (typeof THEME_KINDS)[number];
/** How typeset formulas look; sent again as notification `nabla/appearance` when it has changed. */
export interface Appearance {
  readonly theme: ThemeKind;
  /** Of the editor, in CSS pixels. */
  readonly fontSize: number;
}
export const APPEARANCE = 'nabla/appearance';

/** Notification `nabla/status`: the page has been checked. */
export interface StatusParams {
  readonly uri: string;
  readonly version: number;
  /** Milliseconds of work since the edit, and how many claims there are. */
  readonly took: number;
  readonly claims: number;
  /** Why something is left out of a page that is too large for it. */
  readonly leftOut?: string;
}
export const STATUS = 'nabla/status';

/** Notification `nabla/file`: the text of a page that is not open, or that it is gone. */
export interface FileParams {
  readonly uri: string;
  readonly text: string | null;
}
export const FILE = 'nabla/file';

/** The section `nabla`; also sent in `workspace/didChangeConfiguration`. */
export interface Settings {
  readonly codeLens: { readonly enabled: boolean; readonly verdicts: boolean };
  readonly inlayHints: { readonly values: boolean; readonly verdicts: boolean; readonly shapes: boolean };
  readonly hover: { readonly slopes: boolean };
  /** Problems of all pages of the workspace, also of those that are not open. */
  readonly diagnostics: { readonly workspace: boolean };
  readonly format: { readonly spelling: Spelling; readonly lineWidth: number };
  /** Derivatives and values are hidden until the reader has answered. */
  readonly prediction: { readonly enabled: boolean };
}
export const SPELLINGS = ['keep', 'unicode', 'ascii'] as const;
export type Spelling = (typeof SPELLINGS)[number];
export const DEFAULT_SETTINGS: Settings = {
  codeLens: { enabled: true, verdicts: false },
  inlayHints: { values: true, verdicts: true, shapes: true },
  hover: { slopes: true },
  diagnostics: { workspace: true },
  format: { spelling: 'keep', lineWidth: 100 },
  prediction: { enabled: false },
};
