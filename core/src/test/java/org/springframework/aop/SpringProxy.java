package org.springframework.aop;

/** Stands for Spring's interface of the same name, which its proxies implement. */
public interface SpringProxy {}
