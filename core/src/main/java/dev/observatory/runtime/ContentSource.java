package dev.observatory.runtime;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something with a content that changes, which a state graph can follow: the only thing that the packages of collections and
 * graphs know of one another.
 *
 * <p>A content is an immutable value that is created when it is first read, on any thread.
 *
 * @param <S> the type of the content
 * @hidden
 */
public interface ContentSource<S> {

    /**
     * Connects a listener and returns the present content.
     *
     * @param owner the connection ends when this object is collected
     * @param listener called with the new content after each change, on the thread that makes it; must not refer to the owner
     * @return the content now
     */
    Supplier<S> follow(Object owner, Consumer<? super Supplier<S>> listener);
}
