package dev.observatory.demo;

/**
 * How far the run has come, as people are shown it.
 *
 * @param done how many jars are finished, unreadable ones included
 * @param jars how many jars there are
 * @param classes how many classes were counted so far
 * @param latest the name of the jar that was finished last
 */
record Progress(long done, long jars, long classes, String latest) {

    /** The finished share in full percent; 100 only when all is done. */
    int percent() {
        return jars == 0 ? 100 : (int) (100 * done / jars);
    }
}
