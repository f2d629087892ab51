import { element } from '../dom';
import type { Host, Picture } from '../picture';
export const plotView = (_: Host): Picture => ({ element: element('section', {}), show() {} });
