package dev.observatory.agent.attach;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.library.LibraryObserver;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.serve.AgentService;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Observes the members of a selection, in every library instance, present and future. Takes no lock of its own. */
final class WatchSession implements AgentService.WatchHandle {
    /** Observes a watch. */
    interface Observer {
        /**
         * Observes the calls of selected events. What it connects is called on the program's threads, and its exceptions are isolated
         * from the program.
         *
         * @param chosen selects events by the class that declares the method, and the method's name and descriptor
         * @return ends the observation
         */
        AutoCloseable observeCalls(LibraryInstance library, BiPredicate<Class<?>, String> chosen);

        /** Is called after each assignment of a selected field, on its thread. Exceptions are isolated from the program. */
        void assigned(AssignmentView assignment);
    }

    private final WatchScope scope;
    private final Observer observer;
    private final LibraryObserver connections;
    private final Consumer<WatchSession> onClose;
    private AgentService.@Nullable WeaveOutcome outcome;

    /**
     * Creates a watch that is not connected.
     *
     * @param scope what is observed
     * @param onClose is called by {@link #close}
     */
    WatchSession(LibraryInstances libraries, WatchScope scope, Observer observer, Consumer<WatchSession> onClose) {
        this.scope = scope;
        this.observer = observer;
        this.connections = new LibraryObserver(libraries, this::connectTo);
        this.onClose = onClose;
    }

    MemberSelection selection() {
        return scope.selection();
    }

    void connect() {
        connections.connect();
    }

    void disconnect() {
        connections.disconnect();
    }

    private void connectTo(LibraryInstance library, Consumer<AutoCloseable> made) {
        MemberSelection selection = scope.selection();
        if (selection.isEmpty() || selection.hasMethods()) {
            made.accept(observer.observeCalls(library, scope::includesMethod));
        }
        if (selection.hasFields()) {
            made.accept(library.observeAssignments(this::assigned));
        }
    }

    private void assigned(AssignmentView assignment) {
        if (scope.includesField(assignment.owner(), assignment.name(), assignment.field())) {
            observer.assigned(assignment);
        }
    }

    void setOutcome(AgentService.WeaveOutcome outcome) {
        this.outcome = outcome;
    }

    @Override
    public AgentService.WeaveOutcome outcome() {
        return requireNonNull(outcome);
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
