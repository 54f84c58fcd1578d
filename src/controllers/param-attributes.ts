/** Apart from the controller, which an element fetches only when it has something to track. */
export { PARAM_ATTRIBUTES } from '../collection/param-attributes.ts';
