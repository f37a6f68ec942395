package dev.observatory.agent.value;

/**
 * How much of a value is formatted.
 *
 * @param depth how many levels are opened: the value, its parts, and their parts
 * @param elements how many elements of each array, collection or map
 * @param characters how many characters of each string
 * @param fields how many fields of each object
 * @param totalCharacters the length of the whole text, not counting the end of its last part
 */
record ValueLimits(int depth, int elements, int characters, int fields, int totalCharacters) {
    static final ValueLimits DEFAULT = new ValueLimits(3, 100, 255, 20, 4096);
}
