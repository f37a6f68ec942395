package dev.observatory.hook;

/**
 * Connects an observer of no value with options.
 */
public final class Connecting0 extends Connecting<Runnable, Connecting0> {

    Connecting0(Hook<Runnable> hook) {
        super(hook);
    }

    @Override
    Connecting0 self() {
        return this;
    }
}
