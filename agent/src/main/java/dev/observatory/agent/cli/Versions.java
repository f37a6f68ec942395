package dev.observatory.agent.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this jar. */
final class Versions implements IVersionProvider {
    static String own() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "(unpacked)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Observatory " + own()};
    }
}
