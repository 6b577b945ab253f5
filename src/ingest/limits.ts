/** What one event may weigh. Far above every real event, far below what would slow the import of the others. */

/** Longest line, in bytes of a file or characters of a text: an order of 2,000 lines takes 400 KB. */
export const lineLengthMax = 1_048_576;

/** Deepest nesting; the contract needs 4. It bounds every recursion over an event. */
export const depthMax = 32;

/** Most values (objects, lists and leaves) in one event: an order of 2,000 lines with all their fields has 18,000. */
export const valuesMax = 20_000;

/** Longest string in any field; the longest that the contract knows is 50,000 characters. */
export const stringLengthMax = 65_536;

/** Longest field name. */
export const keyLengthMax = 256;

/** Problems told about one event: enough to mend it in one go, few enough to read. */
export const problemsMax = 5;
