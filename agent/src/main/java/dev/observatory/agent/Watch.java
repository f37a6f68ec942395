package dev.observatory.agent;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.serve.ServedAgent;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Somebody who watches what a selection means, in every copy of the library that there is or comes. */
final class Watch implements ServedAgent.Watching {
    /** Told on the program's threads, by the names of facts. */
    interface Sink extends Consumer<Function<String, @Nullable Object>> {}

    private final Attachment attachment;
    private final Selection meant;
    private final Sink calls;
    private final Sink assignments;
    private final Consumer<LibraryCopy> follower = this::follow;
    // The two are guarded by this.
    private final Set<LibraryCopy> followed = new HashSet<>();
    private final List<AutoCloseable> connections = new ArrayList<>();
    private ServedAgent.@Nullable Woven woven;

    /**
     * Prepares to watch.
     *
     * @param meant empty for all that is woven
     */
    Watch(Attachment attachment, Selection meant, Sink calls, Sink assignments) {
        this.attachment = attachment;
        this.meant = meant;
        this.calls = calls;
        this.assignments = assignments;
    }

    Selection meant() {
        return meant;
    }

    void connect(LibraryCopies copies) {
        copies.follow(follower);
    }

    /** May be called from within the loading of a class. */
    private synchronized void follow(LibraryCopy copy) {
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
        return meant.isEmpty() || MeantMembers.isMethod(meant, type, key);
    }

    private boolean isMeant(Field field) {
        return MeantMembers.isField(meant, field);
    }

    synchronized void disconnect(LibraryCopies copies) {
        copies.unfollow(follower);
        for (AutoCloseable connection : connections) {
            try {
                connection.close();
            } catch (Exception impossible) {
                Warnings.print("a watch could not be ended: " + impossible);
            }
        }
        connections.clear();
    }

    void tellWoven(ServedAgent.Woven outcome) {
        woven = outcome;
    }

    @Override
    public ServedAgent.Woven woven() {
        return requireNonNull(woven);
    }

    @Override
    public void close() {
        attachment.close(this);
    }
}
