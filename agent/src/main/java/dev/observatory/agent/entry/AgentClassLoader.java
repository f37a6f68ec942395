package dev.observatory.agent.entry;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Loads the agent for one stay in a running JVM, with all that it is made of, so that the garbage collector can take it away when
 * the agent has left. The JVM never lets go of the few classes through which it enters.
 *
 * <p>The library that woven code calls is no part of it, since such code may still be running when the agent has left. Only where the
 * class path has no library, because the program's own is somewhere else, the agent has one to itself.
 */
final class AgentClassLoader extends URLClassLoader {
    private static final String LIBRARY = "dev.observatory.";
    private static final String AGENT = LIBRARY + "agent.";
    private static final String ENTRY = AGENT + "entry.";
    private static final String FIRST = AGENT + "ObservatoryAgent";

    private final String own;

    /**
     * Makes one.
     *
     * @param jar holds all
     * @param parent has the classes that stay
     * @param hasParentLibrary whether it has the library too
     */
    AgentClassLoader(URL jar, ClassLoader parent, boolean hasParentLibrary) {
        super("observatory-agent", new URL[] {jar}, parent);
        this.own = hasParentLibrary ? AGENT : LIBRARY;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(own) || name.startsWith(ENTRY) || name.equals(FIRST)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            Class<?> found = known == null ? findClass(name) : known;
            if (resolve) {
                resolveClass(found);
            }
            return found;
        }
    }
}
