package dev.observatory.graph;

/** What code of the program may do instead of its work. */
enum Misbehaviour {
    EXCEPTION,
    CHECKED_EXCEPTION,
    INTERRUPTION,
    ASSERTION,
    LINKAGE,
    DEATH,
    STACK_OVERFLOW,
    OUT_OF_MEMORY,
    BROKEN_MESSAGE,
    WRITE,
    UPDATE,
    BATCH,
    START,
    CONNECT,
    CLOSE,
    CLOSE_OTHER,
    READ_ON_ANOTHER_THREAD,
    WRITE_ON_ANOTHER_THREAD;

    /** An error that ends a thread, as {@code Thread.stop} throws. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** An exception that cannot even be printed. */
    static final class BrokenMessage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    void act(MisbehavingWorld world) {
        switch (this) {
            case EXCEPTION -> throw new IllegalStateException("misbehaves");
            case CHECKED_EXCEPTION -> sneak(new Exception("misbehaves"));
            case INTERRUPTION -> sneak(new InterruptedException("misbehaves"));
            case ASSERTION -> throw new AssertionError("misbehaves");
            case LINKAGE -> throw new NoClassDefFoundError("misbehaves");
            case DEATH -> throw new Death();
            case STACK_OVERFLOW -> overflow(0);
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("misbehaves");
            case BROKEN_MESSAGE -> throw new BrokenMessage();
            case WRITE -> world.side.set(Graph.untracked(world.graph, world.side::get) + 1);
            case UPDATE -> world.side.update(n -> n + 1);
            case BATCH -> Graph.batch(world.graph, () -> world.side.set(7));
            case START -> Effect.of(world.graph, () -> world.side.touch()).close();
            case CONNECT -> world.side.updated().connect(change -> {}).close();
            case CLOSE -> world.closing.run();
            case CLOSE_OTHER -> world.victim.close();
            case READ_ON_ANOTHER_THREAD -> world.onAnotherThread(() -> MisbehavingWorld.tryToRead(world.idle));
            case WRITE_ON_ANOTHER_THREAD -> world.onAnotherThread(() -> world.side.set(9));
        }
    }

    boolean isThrown() {
        return compareTo(BROKEN_MESSAGE) <= 0;
    }

    boolean isOnAnotherThread() {
        return this == READ_ON_ANOTHER_THREAD || this == WRITE_ON_ANOTHER_THREAD;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }
}
