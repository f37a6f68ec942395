package dev.observatory.hook;

/** An observer that says itself what messages call it; others are called by their class and identity. */
public interface NamedObserver {

    /**
     * What messages about this observer call it.
     *
     * @return a name that tells a person where to look; must not throw
     */
    String observerName();
}
