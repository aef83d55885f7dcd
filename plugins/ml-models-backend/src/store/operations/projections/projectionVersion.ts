/**
 * Raised with every change of what a row of the projections or a state in it holds. Rows of another version are
 * projected anew from the history when the store is opened.
 */
export const PROJECTION_VERSION = 8;
