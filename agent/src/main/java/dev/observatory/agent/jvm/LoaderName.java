package dev.observatory.agent.jvm;

import org.jspecify.annotations.Nullable;

/**
 * The name of a class loader, which distinguishes it from all others: {@code app} for that of the class path, otherwise its own name or that
 * of its class, and its identity number, as in {@code PluginLoader@1f2e3d}. Calls no code of the program. Immutable.
 */
public final class LoaderName {
    private final String own;
    private final String className;
    private final String id;
    private final boolean isSystem;

    private LoaderName(String own, String className, String id, boolean isSystem) {
        this.own = own;
        this.className = className;
        this.id = id;
        this.isSystem = isSystem;
    }

    /**
     * Returns the name of a class loader.
     *
     * @param loader the class loader; null for that of the JVM
     * @return its name
     */
    public static LoaderName of(@Nullable ClassLoader loader) {
        if (loader == null) {
            return new LoaderName("bootstrap", "", "", true);
        }
        String own = loader.getName();
        return new LoaderName(
                own == null ? "" : own,
                loader.getClass().getName(),
                Integer.toHexString(System.identityHashCode(loader)),
                loader == ClassLoader.getSystemClassLoader());
    }

    /**
     * Returns whether an option of the command line selects this class loader.
     *
     * @param wanted a name or a number, as {@link #toString} contains them, or the name of the class loader's class; empty for any
     * @return whether it does
     */
    public boolean isSelectedBy(String wanted) {
        return wanted.isEmpty()
                || wanted.equals(toString())
                || wanted.equals(own)
                || wanted.equals(className)
                || wanted.equals(simpleClassName())
                || (!id.isEmpty() && (wanted.equals(id) || wanted.equals("@" + id)));
    }

    private String simpleClassName() {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        String name = own.isEmpty() ? simpleClassName() : own;
        return isSystem ? name : name + "@" + id;
    }
}
