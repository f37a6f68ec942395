package dev.observatory.agent.attach;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.library.LibraryObserver;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.match.ReflectiveMemberMatcher;
import dev.observatory.agent.serve.AgentService;
import java.lang.reflect.Field;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Observes the members of a selection, in every library instance, present and future. Takes no lock of its own. */
final class WatchSession implements AgentService.WatchHandle {
    /** Observes a watch. */
    interface Observer {
        /** Is called at the end of each selected call, on the thread of the call. Exceptions are isolated from the program. */
        void callEnded(CallView call);

        /** Is called after each assignment of a selected field, on its thread. Exceptions are isolated from the program. */
        void assigned(AssignmentView assignment);
    }

    private final MemberSelection selection;
    private final Observer observer;
    private final LibraryObserver connections;
    private final Consumer<WatchSession> onClose;
    private AgentService.@Nullable WeaveOutcome outcome;

    /**
     * Creates a watch that is not connected.
     *
     * @param selection empty for everything that is woven
     * @param onClose is called by {@link #close}
     */
    WatchSession(
            LibraryInstances libraries, MemberSelection selection, Observer observer, Consumer<WatchSession> onClose) {
        this.selection = selection;
        this.observer = observer;
        this.connections = new LibraryObserver(libraries, this::connectTo);
        this.onClose = onClose;
    }

    MemberSelection selection() {
        return selection;
    }

    void connect() {
        connections.connect();
    }

    void disconnect() {
        connections.disconnect();
    }

    private void connectTo(LibraryInstance library, Consumer<AutoCloseable> made) {
        if (selection.isEmpty() || selection.hasMethods()) {
            made.accept(library.observeChosen(this::isSelected, observer::callEnded));
        }
        if (selection.hasFields()) {
            made.accept(library.observeAssignments(assignment -> {
                if (isSelected(assignment)) {
                    observer.assigned(assignment);
                }
            }));
        }
    }

    private boolean isSelected(Class<?> type, String key) {
        return selection.isEmpty() || ReflectiveMemberMatcher.selectsMethod(selection, type, key);
    }

    private boolean isSelected(AssignmentView assignment) {
        Field field = assignment.field();
        return field == null
                ? selection.matchesName(Type.getInternalName(assignment.owner()), assignment.name())
                : ReflectiveMemberMatcher.selectsField(selection, field);
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
