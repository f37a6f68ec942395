package dev.observatory.demo;

/**
 * The progress of a run.
 *
 * @param done the number of finished jars, including unreadable ones
 * @param jars the number of all jars
 * @param classes the number of classes counted so far
 * @param latest the name of the jar that was finished last
 */
record Progress(long done, long jars, long classes, String latest) {

    /** Returns the finished share in percent, rounded down; 100 only when all jars are finished. */
    int percent() {
        return jars == 0 ? 100 : (int) (100 * done / jars);
    }
}
