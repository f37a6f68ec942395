package com.acme;

import dev.observatory.attribute.ObservableAttr;
import dev.observatory.event.Event;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Has annotations of the library and does not call it, so it is woven when it is observed. */
class Workshop {
    @ObservableAttr
    int stock;

    @Event
    Workshop() {}

    @Event
    int twice(int number) {
        return 2 * number;
    }

    @Event
    int idle(int number) {
        return number;
    }

    /** Returns the index of the call in its own bytecode, which weaving changes. */
    @Event
    static int index() {
        return StackWalker.getInstance().walk(Workshop::ofCaller);
    }

    private static int ofCaller(Stream<StackWalker.StackFrame> frames) {
        return frames.findFirst().orElseThrow().getByteCodeIndex();
    }

    @Event
    static String busy(CountDownLatch begun, CountDownLatch end) throws InterruptedException {
        begun.countDown();
        end.await();
        return "done";
    }

    /** Its constructor fails in one that is observed only for its sake. */
    static final class Failing extends Base {
        @Event
        Failing() {
            super("failed");
        }
    }

    static class Base {
        Base(String message) {
            throw new IllegalStateException(message);
        }
    }

    /** Is observed while it is being initialized. */
    static final class Initialized {
        static {
            OnDemand.connectTo(Initialized.class);
        }

        private Initialized() {}

        @Event
        static void call() {}
    }
}
