package dev.observatory.persistence;

import static java.util.Objects.requireNonNull;

/** Checks what is passed to persisters. */
final class PersisterArguments {
    static final int MAX_KEY_LENGTH = 255;

    private PersisterArguments() {}

    static String key(String key) {
        requireNonNull(key, "key");
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH || key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "key [" + key.replace('\0', '?') + "] must have 1 to " + MAX_KEY_LENGTH
                            + " characters, some visible and none of them NUL; derive it from the identifier of what the machine controls");
        }
        return key;
    }

    static long saved(long version) {
        if (version < MachinePersister.NOT_STORED) {
            throw new IllegalArgumentException("version [" + version
                    + "] must not be negative; pass the version that the machine was restored from, or NOT_STORED");
        }
        return version;
    }

    static long deleted(long version) {
        if (version <= MachinePersister.NOT_STORED) {
            throw new IllegalArgumentException(
                    "version [" + version + "] must be positive; pass the version that is stored");
        }
        return version;
    }
}
