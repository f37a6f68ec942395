package org.hibernate.proxy;

/** Stands for Hibernate's interface of the same name, which its proxies implement. */
public interface HibernateProxy {
    LazyInitializer getHibernateLazyInitializer();
}
