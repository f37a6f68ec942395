package dev.observatory.agent.entry;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent and all that it consists of for one attachment, so that everything is collectable once it has detached. The JVM
 * never unloads the few classes of this package, through which it enters.
 *
 * <p>Does not load the library that woven code calls, since such code may still be running after detaching. Only if the class path has
 * no library, because the program has its own elsewhere, does the agent have one to itself.
 *
 * <p>Reads classes from a jar that stays open in the JVM: what is at the path of that jar later is never read.
 */
final class AgentClassLoader extends URLClassLoader {
    private static final String ALL = "dev.observatory.";
    private static final String AGENT = ALL + "agent.";
    private static final String ENTRY = AgentClassLoader.class.getPackageName() + ".";

    static {
        registerAsParallelCapable();
    }

    /** The folders of the jar with the classes that weave. */
    static final Set<String> WEAVING = Set.of(
            "dev/observatory/agent/bytecode/",
            "dev/observatory/agent/classfile/",
            "dev/observatory/agent/library/",
            "dev/observatory/agent/match/",
            "dev/observatory/agent/shaded/asm/",
            "dev/observatory/agent/shaded/asm/tree/",
            "dev/observatory/agent/transform/",
            "dev/observatory/agent/value/");

    private final String own;
    private final @Nullable JarFile jar;
    private final @Nullable CodeSource source;

    /**
     * Creates a class loader for the classes of an open jar.
     *
     * @param jar the agent's jar; is not closed with this class loader
     * @param parent the class loader of this package
     * @param hasParentLibrary whether the parent has the library too
     * @throws IOException if the name of the jar cannot be represented as a URL
     */
    AgentClassLoader(JarFile jar, ClassLoader parent, boolean hasParentLibrary) throws IOException {
        super("observatory-agent", new URL[0], parent);
        this.own = hasParentLibrary ? AGENT : ALL;
        this.jar = jar;
        this.source = new CodeSource(locationOf(jar), (Certificate[]) null);
    }

    /**
     * Creates a class loader for classes that are not in a jar.
     *
     * @param folder the folder with the agent's classes
     * @param parent the class loader of this package
     * @param hasParentLibrary whether the parent has the library too
     */
    AgentClassLoader(URL folder, ClassLoader parent, boolean hasParentLibrary) {
        super("observatory-agent", new URL[] {folder}, parent);
        this.own = hasParentLibrary ? AGENT : ALL;
        this.jar = null;
        this.source = null;
    }

    private static URL locationOf(JarFile jar) throws MalformedURLException {
        return new File(jar.getName()).toURI().toURL();
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

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        JarFile open = jar;
        if (open == null) {
            return super.findClass(name);
        }
        JarEntry entry = open.getJarEntry(name.replace('.', '/') + ".class");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = open.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            definePackageOf(name, open);
            return defineClass(name, bytes, 0, bytes.length, source);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    /**
     * Loads and links the classes that weave, on another processor while the command line that has loaded the agent is still
     * connecting. Initializes none, so that no other thread can have to wait for this one.
     */
    void preloadWeaving() {
        JarFile open = jar;
        if (open == null || Runtime.getRuntime().availableProcessors() == 1) {
            return;
        }
        Thread thread = new Thread(null, () -> linkWeaving(open), "observatory-preload", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void linkWeaving(JarFile open) {
        try {
            for (JarEntry entry : Collections.list(open.entries())) {
                String file = entry.getName();
                int nameLength = file.lastIndexOf('/') + 1;
                if (WEAVING.contains(file.substring(0, nameLength)) && file.endsWith(".class")) {
                    String name =
                            file.substring(0, file.length() - ".class".length()).replace('/', '.');
                    link(Class.forName(name, false, this));
                }
            }
        } catch (ClassNotFoundException | LinkageError | VirtualMachineError | RuntimeException obstacle) {
            // What needs the class finds the same, and reports it.
        }
    }

    /** HotSpot links a class before it is reflected upon, but does not initialize it. */
    private static int link(Class<?> type) {
        return type.getDeclaredConstructors().length;
    }

    /** Finds the files of the agent in the open jar too. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        JarFile open = jar;
        if (open != null && name.replace('/', '.').startsWith(AGENT)) {
            JarEntry entry = open.getJarEntry(name);
            try {
                return entry == null ? null : open.getInputStream(entry);
            } catch (IOException unreadable) {
                return null; // As specified: a resource that cannot be read does not exist.
            }
        }
        return super.getResourceAsStream(name);
    }

    /** The package has the version of the jar. */
    private void definePackageOf(String className, JarFile open) throws IOException {
        String name = className.substring(0, Math.max(0, className.lastIndexOf('.')));
        Manifest manifest = open.getManifest();
        if (getDefinedPackage(name) == null && manifest != null) {
            try {
                definePackage(name, manifest, locationOf(open));
            } catch (IllegalArgumentException defined) {
                // By another thread that loads a class of the same package.
            }
        }
    }
}
