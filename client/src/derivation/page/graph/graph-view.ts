import { element } from '../dom';
import type { Host, Picture } from '../picture';
export const graphView = (_: Host): Picture => ({ element: element('section', {}), show() {} });
