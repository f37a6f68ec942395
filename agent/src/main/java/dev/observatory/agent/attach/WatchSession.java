package dev.observatory.agent.attach;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.match.ReflectiveMemberMatcher;
import dev.observatory.agent.serve.AgentService;
import dev.observatory.agent.text.AgentMessages;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Somebody who watches what a selection means, in every copy of the library that there is or comes. */
final class WatchSession implements AgentService.WatchHandle {
    /** Told on the program's threads, by the names of facts. */
    interface Sink extends Consumer<Function<String, @Nullable Object>> {}

    private final AttachSession attachment;
    private final MemberSelection meant;
    private final Sink calls;
    private final Sink assignments;
    private final Consumer<LibraryInstance> follower = this::follow;
    // The two are guarded by this.
    private final Set<LibraryInstance> followed = new HashSet<>();
    private final List<AutoCloseable> connections = new ArrayList<>();
    private AgentService.@Nullable WeaveOutcome woven;

    /**
     * Prepares to watch.
     *
     * @param meant empty for all that is woven
     */
    WatchSession(AttachSession attachment, MemberSelection meant, Sink calls, Sink assignments) {
        this.attachment = attachment;
        this.meant = meant;
        this.calls = calls;
        this.assignments = assignments;
    }

    MemberSelection meant() {
        return meant;
    }

    void connect(LibraryInstances copies) {
        copies.follow(follower);
    }

    /** May be called from within the loading of a class. */
    private synchronized void follow(LibraryInstance copy) {
        if (!followed.add(copy)) {
            return;
        }
        if (meant.isEmpty() || meant.meansMethods()) {
            connections.add(copy.observeChosen(this::isMeant, calls));
        }
        if (meant.meansFields()) {
            connections.add(copy.observeAssignments(assignment -> {
                if (assignment.apply("field") instanceof Field field && isMeant(field)) {
                    assignments.accept(assignment);
                }
            }));
        }
    }

    private boolean isMeant(Class<?> type, String key) {
        return meant.isEmpty() || ReflectiveMemberMatcher.isMethod(meant, type, key);
    }

    private boolean isMeant(Field field) {
        return ReflectiveMemberMatcher.isField(meant, field);
    }

    synchronized void disconnect(LibraryInstances copies) {
        copies.unfollow(follower);
        for (AutoCloseable connection : connections) {
            try {
                connection.close();
            } catch (Exception impossible) {
                AgentMessages.print("a watch could not be ended: " + impossible);
            }
        }
        connections.clear();
    }

    void tellWoven(AgentService.WeaveOutcome outcome) {
        woven = outcome;
    }

    @Override
    public AgentService.WeaveOutcome outcome() {
        return requireNonNull(woven);
    }

    @Override
    public void close() {
        attachment.close(this);
    }
}
