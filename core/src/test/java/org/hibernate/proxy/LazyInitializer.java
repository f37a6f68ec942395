package org.hibernate.proxy;

/** Stands for Hibernate's interface of the same name, which knows the entity behind a proxy. */
public interface LazyInitializer {
    boolean isUninitialized();

    Object getImplementation();
}
