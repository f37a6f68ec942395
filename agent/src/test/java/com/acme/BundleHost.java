package com.acme;

import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Starts the bundle of a jar in the OSGi framework of the class path, with its default settings. Takes the jar and a folder. */
public final class BundleHost {
    private BundleHost() {}

    public static void main(String[] args) throws BundleException, InterruptedException {
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        Framework framework = factory.newFramework(Map.of(Constants.FRAMEWORK_STORAGE, args[1]));
        framework.start();
        Bundle bundle = framework
                .getBundleContext()
                .installBundle(Path.of(args[0]).toUri().toString());
        bundle.start();
        framework.stop();
        framework.waitForStop(0);
    }
}
