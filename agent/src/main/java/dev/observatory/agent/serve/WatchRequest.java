package dev.observatory.agent.serve;

import java.util.List;

/**
 * What somebody wants to watch.
 *
 * @param methods patterns of methods
 * @param fields patterns of fields
 * @param arguments whether to tell arguments
 * @param results whether to tell results
 * @param exceptions whether to tell what exceptions say
 * @param tags whether to tell tags
 * @param callsToString whether values are shown by their own {@code toString}
 * @param failuresOnly whether to leave out calls that end well
 * @param minNanos calls shorter than this are left out
 * @param instanceOf calls on objects of other types are left out; empty for any
 * @param redact names whose values are not shown, besides the usual ones; with a minus before, those that are
 */
public record WatchRequest(
        List<String> methods,
        List<String> fields,
        boolean arguments,
        boolean results,
        boolean exceptions,
        boolean tags,
        boolean callsToString,
        boolean failuresOnly,
        long minNanos,
        String instanceOf,
        List<String> redact) {}
