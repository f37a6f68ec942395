package dev.observatory.listen;

import dev.observatory.event.EventCall;
import dev.observatory.event.FollowedCall;
import java.util.List;

/** The listeners of one event, in their order. Immutable. */
final class ListenerChain implements FollowedCall.Source {
    private final IsolatedListener<?>[] inOrder;
    private final int required;
    private final boolean followsProgress;

    ListenerChain(List<IsolatedListener<?>> inOrder) {
        this.inOrder = inOrder.toArray(new IsolatedListener<?>[0]);
        int all = 0;
        boolean isAnyInterested = false;
        for (IsolatedListener<?> each : inOrder) {
            all |= each.required();
            isAnyInterested |= each.followsProgress();
        }
        this.required = all;
        this.followsProgress = isAnyInterested;
    }

    int size() {
        return inOrder.length;
    }

    IsolatedListener<?> get(int place) {
        return inOrder[place];
    }

    @Override
    public FollowedCall follow(EventCall call) {
        return new ListenedCall(call, this);
    }

    @Override
    public int required() {
        return required;
    }

    @Override
    public boolean followsProgress() {
        return followsProgress;
    }
}
