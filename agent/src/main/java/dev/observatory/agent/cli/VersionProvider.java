package dev.observatory.agent.cli;

import dev.observatory.agent.jvm.AgentVersion;
import picocli.CommandLine.IVersionProvider;

/** Prints the version for {@code --version}. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Observatory " + AgentVersion.current()};
    }
}
