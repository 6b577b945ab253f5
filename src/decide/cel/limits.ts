/** A condition longer than this is no longer read by the person who approves it; it also bounds the work of the parser. */
export const MAX_SOURCE_LENGTH = 4_000;

/** Levels of nesting. Checker and emitter are recursive, and a chain of `||` is one level per operand, so this leaves room for long chains and none for the stack. */
export const MAX_DEPTH = 200;

/** Nodes of one expression. 4,000 characters cannot hold many more; the cap keeps generated code small enough for V8 to optimise. */
export const MAX_NODES = 2_000;

/** Elements of a list written in a rule. Longer lists belong in a feature. */
export const MAX_LIST_ELEMENTS = 200;

/** Macros within the condition of macros. Time is the product of the lists' lengths: three lists of 200 are some 20 ms, a fourth would be seconds. */
export const MAX_LOOP_DEPTH = 3;

/** Arguments of a call. No supported function takes more than two. */
export const MAX_CALL_ARGUMENTS = 8;

/** Characters of a regular expression: the automaton grows with it. */
export const MAX_PATTERN_LENGTH = 300;

/** Features of an environment: more than a person can know, and slots stay small integers. */
export const MAX_FEATURES = 1_000;

/** Characters of generated code in one function; V8 stops optimising functions of more than about 60 kB of bytecode. */
export const MAX_FUNCTION_LENGTH = 12_000;

/** The largest int: exact in a JavaScript number. CEL's own int has 64 bits. */
export const MAX_INT = Number.MAX_SAFE_INTEGER;
