package dev.observatory.agent.transform;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.bridge.CodeBridge;
import dev.observatory.agent.bridge.JavaLangBridge;
import dev.observatory.agent.bytecode.LibraryCalls;
import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.weave.AgentBridge;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The agent's end of {@link CodeBridge}: links places in woven code to the library instance of their class loader, when they run for the
 * first time. That is never while a class is being loaded, so class loaders of the program can be called here. Safe from any thread.
 */
final class BridgedSites
        implements Function<@Nullable Object[], @Nullable Object>,
                IntPredicate,
                LibraryCalls.SiteNumbers,
                UndecidedSites.Places {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String BRIDGE = JavaLangBridge.NAME.replace('/', '.');
    private static final String AGENT = "dev.observatory.agent.";
    private static final Object NEVER_OBSERVED = new Object();

    private final OpenLibraries libraries;
    private final JavaLangBridge bridge;
    private final PendingObservers pending;
    private final UndecidedSites undecided;
    private final AtomicBoolean hasReportedFailure = new AtomicBoolean();

    // Guarded by this: the places without a call site by number. Read without a lock: a place that is not seen looks as
    // if
    // it had never run. The sites are held by the classes that contain them.
    private @Nullable Object[] sites = new Object[64];
    // Guarded by this.
    private int lastSite;

    BridgedSites(Instrumentation instrumentation, OpenLibraries libraries) {
        this.libraries = libraries;
        this.bridge = new JavaLangBridge(instrumentation);
        this.pending = new PendingObservers(libraries);
        this.undecided = new UndecidedSites(libraries, this);
    }

    /** Makes sure that woven code reaches this object. */
    void connect() {
        bridge.connect(this, this);
    }

    /** Releases this object, when the agent detaches. */
    void disconnect() {
        bridge.disconnect();
        undecided.clear();
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        undecided.release();
    }

    PendingObservers pendingObservers() {
        return pending;
    }

    /** Reserves the number of a place without a call site. */
    @Override
    public synchronized int of(String description) {
        return lastSite++;
    }

    /** Returns whether a place without a call site has an observer, or has never run. */
    @Override
    public boolean test(int number) {
        Object site = siteAt(number);
        return site == null || (site != NEVER_OBSERVED && ((BooleanSupplier) site).getAsBoolean());
    }

    private @Nullable Object siteAt(int number) {
        @Nullable Object[] seen = sites;
        Object entry = number < seen.length ? seen[number] : null;
        return entry instanceof WeakReference<?> held ? held.get() : entry;
    }

    /**
     * Does what a method of {@link CodeBridge} requires of the agent.
     *
     * @param request the name of the method and its arguments
     */
    @Override
    public @Nullable Object apply(@Nullable Object[] request) {
        String method = (String) requireNonNull(request[0]);
        try {
            return switch (method) {
                case "link" -> link(request);
                case "begin" -> begin(request);
                case "constructionFailed" -> constructionFailed((Throwable) requireNonNull(request[1]));
                case "connectObservers" -> connectObservers();
                case "register" -> register((Class<?>) requireNonNull(request[1]));
                default -> throw new IllegalArgumentException("No request [" + method + "]");
            };
        } catch (VirtualMachineError exhausted) {
            if (method.equals("link")) {
                throw exhausted; // The JVM links the place again at its next run.
            }
            return null;
        } catch (Throwable failure) {
            // Must not reach the program.
            if (hasReportedFailure.compareAndSet(false, true)) {
                AgentMessages.print("a place in woven code, and possibly others, is not observed: " + failure);
            }
            return null;
        }
    }

    private CallSite link(@Nullable Object[] request) {
        if (!AgentBridge.hasHeadroom(true)) {
            throw new StackOverflowError();
        }
        MethodHandles.Lookup caller = (MethodHandles.Lookup) requireNonNull(request[2]);
        pending.connect();
        String bootstrap = (String) requireNonNull(request[1]);
        String kind = (String) requireNonNull(request[3]);
        MethodType type = (MethodType) requireNonNull(request[4]);
        Object[] details = (Object[]) requireNonNull(request[5]);
        ClassLoader loader = caller.lookupClass().getClassLoader();
        LibraryInstance library = libraryOf(loader);
        return library == null
                ? undecided.link(loader, caller, bootstrap, kind, type, details)
                : library.link(bootstrap, caller, kind, type, details);
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object begin(@Nullable Object[] request) {
        int number = (int) requireNonNull(request[2]);
        Object known = siteAt(number);
        Object site = known == null ? link(number, (String) requireNonNull(request[3])) : known;
        return site == NEVER_OBSERVED ? null : ((Function<@Nullable Object, @Nullable Object>) site).apply(request[1]);
    }

    private Object link(int number, String description) {
        Class<?> caller = callerOfBridge();
        pending.connect();
        LibraryInstance library = libraryOf(caller.getClassLoader());
        Object made = (library == null ? libraries.own() : library).linkWithoutCallSite(caller, description);
        Object site = keep(number, made);
        if (library == null) {
            undecided.add(caller, number);
        }
        return site;
    }

    /** Returns the instance that code of a class loader belongs to; null if that is not known yet. */
    private @Nullable LibraryInstance libraryOf(ClassLoader loader) {
        LibraryInstance library = libraries.find(loader);
        if (library != null) {
            undecided.decide(loader, library);
        }
        return library;
    }

    private synchronized Object keep(int number, @Nullable Object made) {
        Object first = siteAt(number);
        if (first != null) {
            return first;
        }
        if (number >= sites.length) {
            sites = Arrays.copyOf(sites, Math.max(number + 1, sites.length * 2));
        }
        sites[number] = made == null ? NEVER_OBSERVED : new WeakReference<>(made);
        return made == null ? NEVER_OBSERVED : made;
    }

    /** Makes the next run of a place without a call site link it. No lambda, since it is needed while a program starts. */
    @Override
    public synchronized void linkAgain(int number) {
        sites[number] = null;
    }

    private static Class<?> callerOfBridge() {
        return WALKER.walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                .filter(type ->
                        !type.getName().equals(BRIDGE) && !type.getName().startsWith(AGENT))
                .findFirst()
                .orElseThrow());
    }

    private @Nullable Object constructionFailed(Throwable exception) {
        for (LibraryInstance library : libraries.instances().present()) {
            library.constructionFailed(exception);
        }
        return null;
    }

    private @Nullable Object connectObservers() {
        pending.connect();
        ClassLoader loader = callerOfBridge().getClassLoader();
        if (loader != null) {
            LibraryInstance library = libraryOf(loader);
            (library == null ? libraries.own() : library).connectWaitingObservers();
        }
        return null;
    }

    /** Registers the agent with the instance of the library that a class belongs to. */
    @Nullable
    Object register(Class<?> partOfLibrary) {
        LibraryInstance library = LibraryInstance.seenFrom(partOfLibrary.getClassLoader());
        if (library != null) {
            libraries.open(library);
            undecided.decide();
        }
        return null;
    }
}
