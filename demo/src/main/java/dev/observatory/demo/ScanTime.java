package dev.observatory.demo;

import java.time.Duration;
import java.util.Comparator;

/** The time that the scan of one jar took. */
record ScanTime(String jar, Duration duration) {
    static final Comparator<ScanTime> SLOWEST_FIRST =
            Comparator.comparing(ScanTime::duration).reversed().thenComparing(ScanTime::jar);
}
