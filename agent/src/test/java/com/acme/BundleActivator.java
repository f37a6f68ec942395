package com.acme;

import org.osgi.framework.BundleContext;

/** Runs a program that does not know the library, inside an OSGi bundle. */
public final class BundleActivator implements org.osgi.framework.BundleActivator {
    /** Created by the framework. */
    public BundleActivator() {}

    @Override
    public void start(BundleContext context) {
        Bystanders.main(new String[0]);
    }

    @Override
    public void stop(BundleContext context) {
        System.out.println("stopped");
    }
}
