package dev.observatory.agent.entry;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Loads the agent and all that it consists of for one attachment, so that everything is collectable once it has detached. The JVM
 * never unloads the few classes of this package, through which it enters.
 *
 * <p>Does not load the library that woven code calls, since such code may still be running after detaching. Only if the class path has
 * no library, because the program has its own elsewhere, does the agent have one to itself.
 */
final class AgentClassLoader extends URLClassLoader {
    private static final String ALL = "dev.observatory.";
    private static final String AGENT = ALL + "agent.";
    private static final String ENTRY = AgentClassLoader.class.getPackageName() + ".";

    private final String own;

    /**
     * Creates a class loader.
     *
     * @param jar the agent's jar
     * @param parent the class loader of this package
     * @param hasParentLibrary whether the parent has the library too
     */
    AgentClassLoader(URL jar, ClassLoader parent, boolean hasParentLibrary) {
        super("observatory-agent", new URL[] {jar}, parent);
        this.own = hasParentLibrary ? AGENT : ALL;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(own) || name.startsWith(ENTRY) || name.equals(BootstrapAgent.AGENT)) {
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
