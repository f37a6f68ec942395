package dev.observatory.agent.wire;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** An option of a watch. */
public enum WatchOption {
    /** Events carry arguments, as they were when the call began. */
    ARGUMENTS,
    /** Events carry arguments, as they were when the call ended. */
    ARGUMENTS_AFTER,
    /** The beginnings of calls are events too. */
    BEGINS,
    /** Events carry results. */
    RESULTS,
    /** Events carry the messages of exceptions. */
    EXCEPTIONS,
    /** Events carry tags. */
    TAGS,
    /** Values are formatted by their own {@code toString}. */
    CALLS_TO_STRING,
    /** Calls that return normally are left out. */
    FAILURES_ONLY,
    /** Classes that are generated while the program runs are not left out. */
    GENERATED;

    static Set<WatchOption> read(FieldReader in) throws ProtocolException {
        Set<WatchOption> options = EnumSet.noneOf(WatchOption.class);
        for (String name : in.readTexts()) {
            options.add(named(name));
        }
        return options;
    }

    private static WatchOption named(String name) throws ProtocolException {
        for (WatchOption option : values()) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        throw new ProtocolException("Option [" + name + "] of a watch is unknown");
    }

    static void write(Set<WatchOption> options, FieldWriter out) throws ProtocolException {
        List<String> names = new ArrayList<>();
        for (WatchOption option : options) {
            names.add(option.name());
        }
        out.writeTexts(names);
    }
}
