package dev.observatory.hook;

/**
 * Marks what an emission under way finds in the place of an observer, when observers have come or gone since it began: it
 * looks whether the observer is still connected before it calls it.
 */
interface Guard {}
