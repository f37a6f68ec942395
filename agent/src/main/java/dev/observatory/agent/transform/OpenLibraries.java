package dev.observatory.agent.transform;

import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.library.LibraryLookup;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Registers the agent with each library instance that is found. No lambdas, because libraries are opened while a program starts, when the
 * first lambda costs more than weaving. Safe from any thread.
 */
final class OpenLibraries {
    private final LibraryInstances instances;
    private final LibraryLookup lookup;
    private final ObservableMembers members;
    private final DemandWeaver demand;

    /**
     * Creates an empty collection.
     *
     * @param instrumentation the JVM's access to loaded classes
     * @param instances the collection, still empty
     * @param members which members can be observed
     * @param demand weaves members when they are observed
     */
    OpenLibraries(
            Instrumentation instrumentation,
            LibraryInstances instances,
            ObservableMembers members,
            DemandWeaver demand) {
        this.instances = instances;
        this.lookup = new LibraryLookup(instrumentation);
        this.members = members;
        this.demand = demand;
    }

    LibraryInstances instances() {
        return instances;
    }

    /** Returns the instance that code of a class loader belongs to, registered with the agent. Calls the class loader. */
    LibraryInstance of(ClassLoader loader) {
        LibraryInstance library = lookup.resolve(loader);
        open(library);
        return library;
    }

    /**
     * Returns the instance that code of a class loader belongs to, registered with the agent; null if that is not known yet, and may
     * be later. Does not call class loaders that lock themselves as a whole.
     */
    @Nullable
    LibraryInstance find(ClassLoader loader) {
        return opened(lookup.find(loader));
    }

    /** As {@link #find}, but not only from time to time. */
    @Nullable
    LibraryInstance findNow(ClassLoader loader) {
        return opened(lookup.findNow(loader));
    }

    private @Nullable LibraryInstance opened(@Nullable LibraryInstance library) {
        if (library != null) {
            open(library);
        }
        return library;
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        lookup.release();
    }

    /** Returns the agent's instance, registered with the agent. */
    LibraryInstance own() {
        LibraryInstance own = LibraryLookup.own();
        open(own);
        return own;
    }

    /** Registers the agent with an instance, unless it has done so before; then those that observe all instances are connected. */
    void open(LibraryInstance library) {
        if (instances.add(library)) {
            library.agentAttached(members, members.tagReader(), members.classesWithEvents());
            library.observeDemand(demand);
            instances.notifyListeners(library);
        }
    }
}
