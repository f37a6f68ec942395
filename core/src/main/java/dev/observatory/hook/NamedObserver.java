package dev.observatory.hook;

/** An observer that defines its own name in messages; other observers appear by class and identity. */
public interface NamedObserver {

    /**
     * Returns the name of this observer in messages. Called on any thread, also while a failure is reported.
     * If it throws or returns null, the observer appears by class and identity.
     *
     * @return a name by which a reader finds the observer in the source code
     */
    String observerName();
}
