package dev.observatory.hook;

/**
 * A builder that connects an observer of no value with options.
 */
public final class ConnectionBuilder0 extends ConnectionBuilder<Runnable, ConnectionBuilder0> {

    ConnectionBuilder0(Hook<Runnable> hook) {
        super(hook);
    }

    @Override
    ConnectionBuilder0 self() {
        return this;
    }
}
