package dev.observatory.event;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.StageListeners;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The parents of all events: the global hooks, and the list of events whose demand depends on those. */
final class GlobalEvents {
    /** What the agent calls all events. */
    static final String ALL = "events";

    private static final List<WeakReference<MethodEventPoint>> POINTS = new ArrayList<>();
    private static final EventHooks HOOKS = EventHooks.global(GlobalEvents::demandChanged);
    private static int nextPurge = 64;

    /** What follows calls. Determined for each event when that is created, and for all events when it changes. */
    private static volatile FollowedCall.Selection followers = FollowedCall.Selection.NONE;

    private GlobalEvents() {}

    static EventHooks hooks() {
        return HOOKS;
    }

    static void add(MethodEventPoint point) {
        synchronized (POINTS) {
            if (POINTS.size() >= nextPurge) {
                POINTS.removeIf(held -> held.get() == null);
                nextPurge = Math.max(64, POINTS.size() * 2);
            }
            POINTS.add(new WeakReference<>(point));
        }
    }

    /** Forgets events that were collected. Otherwise that is done from time to time as events are added. */
    static void releaseCollected() {
        synchronized (POINTS) {
            POINTS.removeIf(held -> held.refersTo(null));
        }
    }

    static FollowedCall.Selection followers() {
        return followers;
    }

    /** Sets what follows calls, of present events and later ones. */
    static void setFollowers(FollowedCall.Selection selection) {
        followers = selection;
        forEach(MethodEventPoint::determineFollower);
        demandChanged();
    }

    /** Returns whether events that are not known yet may be observed. */
    static boolean areAllObserved() {
        return HOOKS.isObserved() || followers.isForProgram();
    }

    private static void demandChanged() {
        boolean[] isAnyDone = new boolean[1];
        forEach(point -> {
            point.notifyOfDemand();
            isAnyDone[0] |= point.stopWaiting();
        });
        AgentPresence.demandChanged(null, ALL);
        if (isAnyDone[0]) {
            StageListeners.releaseUseless();
        }
    }

    /** Calls an action for each event that is still reachable. */
    static void forEach(Consumer<MethodEventPoint> action) {
        List<WeakReference<MethodEventPoint>> points;
        synchronized (POINTS) {
            points = List.copyOf(POINTS);
        }
        for (WeakReference<MethodEventPoint> held : points) {
            MethodEventPoint point = held.get();
            if (point != null) {
                action.accept(point);
            }
        }
    }
}
