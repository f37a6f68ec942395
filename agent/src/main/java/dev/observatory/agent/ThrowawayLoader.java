package dev.observatory.agent;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;

/**
 * Loads the agent for one stay in a running JVM, with all that it is made of, so that the garbage collector can take it away when
 * the agent has left. The JVM never lets go of the jar itself, and of the few classes through which it enters.
 *
 * <p>The library is not part of it: woven code calls that, and may still be running when the agent has left.
 */
final class ThrowawayLoader extends URLClassLoader {
    private static final String AGENT = "dev.observatory.agent.";
    private static final Set<String> PERMANENT = Set.of(AGENT + "ObservatoryAgent", AGENT + "Arrival");

    ThrowawayLoader(URL jar, ClassLoader parent) {
        super("observatory-agent", new URL[] {jar}, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(AGENT) || PERMANENT.contains(name)) {
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
