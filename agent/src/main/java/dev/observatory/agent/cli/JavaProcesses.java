package dev.observatory.agent.cli;

import dev.observatory.agent.jvm.JvmOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the JVMs of this user by their performance data and the process table, without any effect on them. */
final class JavaProcesses {
    private JavaProcesses() {}

    /** Returns the JVMs of this user except this one. */
    static List<JavaProcess> all() {
        Set<Long> pids = new HashSet<>(HsPerfData.pidsOfThisUser());
        String ownUser = ProcFs.ofThis().user();
        ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> ProcFs.of(pid).isLaunchedJava()
                        && ProcFs.of(pid).hasJvm()
                        && ProcFs.of(pid).user().equals(ownUser))
                .forEach(pids::add);
        pids.remove(ProcessHandle.current().pid());
        List<JavaProcess> found = new ArrayList<>();
        for (long pid : pids) {
            // A file may belong to a JVM in a container, whose number is that of another process here.
            if (isRunning(pid) && ProcFs.of(pid).isKnownJvm()) {
                found.add(of(pid));
            }
        }
        found.sort(Comparator.comparingLong(JavaProcess::pid));
        return found;
    }

    static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).isPresent() && !ProcFs.of(pid).hasEnded();
    }

    /** Returns what is known of a process that is assumed to be a JVM. */
    static JavaProcess of(long pid) {
        HsPerfData data = null;
        try {
            JvmFiles jvm = JvmFiles.of(pid);
            // What other users have written is not believed, not even by root.
            data = jvm.isOfThisUser() ? HsPerfData.of(jvm) : null;
        } catch (IOException ended) {
            // The process table may know more.
        }
        return data == null ? fromCommandLine(pid) : fromPerfData(pid, data);
    }

    private static JavaProcess fromPerfData(long pid, HsPerfData data) {
        String command = data.get("sun.rt.javaCommand");
        return new JavaProcess(
                pid,
                command.replaceFirst(" .*", ""),
                data.get("java.property.java.version").isEmpty()
                        ? data.get("java.property.java.vm.version")
                        : data.get("java.property.java.version"),
                data.get("java.rt.vmFlags") + " " + data.get("java.rt.vmArgs"),
                !data.get("sun.rt.jvmCapabilities").startsWith("0"));
    }

    private static JavaProcess fromCommandLine(long pid) {
        List<String> words = ProcFs.of(pid).commandLine();
        List<String> options = new ArrayList<>();
        String main = "";
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path")
                    .contains(word)) {
                i++;
            } else if (word.equals("-jar") || word.equals("-m") || word.equals("--module")) {
                main = i + 1 < words.size() ? words.get(i + 1) : "";
                break;
            } else if (word.startsWith("-") || word.startsWith("@")) {
                options.add(word);
            } else {
                main = word;
                break;
            }
        }
        List<String> all = new ArrayList<>(optionsIn(pid, "JAVA_TOOL_OPTIONS"));
        all.addAll(optionsIn(pid, "JDK_JAVA_OPTIONS"));
        all.addAll(options);
        all.addAll(optionsIn(pid, "_JAVA_OPTIONS"));
        boolean canAttach = !JvmOptions.isEnabled("DisableAttachMechanism", all, false);
        return new JavaProcess(pid, main, "", String.join(" ", all), canAttach);
    }

    private static List<String> optionsIn(long pid, String variable) {
        for (String entry : ProcFs.of(pid).environment()) {
            if (entry.startsWith(variable + "=")) {
                return List.of(entry.substring(variable.length() + 1).strip().split("\\s+", -1));
            }
        }
        return List.of();
    }

    /**
     * Finds a JVM.
     *
     * @param typed a process number, or part of the name of a main class
     * @throws CommandException if there is none, or more than one
     */
    static JavaProcess find(String typed) {
        Optional<Long> pid = number(typed);
        if (pid.isPresent()) {
            if (!isRunning(pid.get())) {
                throw new CommandException(
                        ExitCode.NO_PROCESS,
                        "There is no process [" + typed + "]. " + suggestion(nearestPid(pid.get())));
            }
            return of(pid.get());
        }
        List<JavaProcess> matching = new ArrayList<>();
        for (JavaProcess one : all()) {
            if (one.mainClass().toLowerCase(Locale.ROOT).contains(typed.toLowerCase(Locale.ROOT))) {
                matching.add(one);
            }
        }
        if (matching.isEmpty()) {
            throw new CommandException(
                    ExitCode.NO_PROCESS,
                    "None of your JVMs has a main class with [" + typed + "] in its name. " + suggestion(null));
        }
        if (matching.size() > 1) {
            throw new CommandException(
                    ExitCode.AMBIGUOUS,
                    "More than one JVM has [" + typed + "] in the name of its main class: " + listed(matching)
                            + ". Select one by its process number");
        }
        return matching.get(0);
    }

    private static Optional<Long> number(String typed) {
        return typed.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(typed)) : Optional.empty();
    }

    /** Returns the JVM with the most similar process number; null if there is none. */
    private static @Nullable JavaProcess nearestPid(long pid) {
        return all().stream()
                .min(Comparator.comparingLong(one -> Math.abs(one.pid() - pid)))
                .orElse(null);
    }

    private static String suggestion(@Nullable JavaProcess nearest) {
        List<JavaProcess> present = all();
        if (present.isEmpty()) {
            return "None of your JVMs is running; start the program first";
        }
        return (nearest == null ? "" : "Did you mean " + listed(List.of(nearest)) + "? ") + "Running JVMs: "
                + listed(present);
    }

    private static String listed(List<JavaProcess> processes) {
        List<String> names = new ArrayList<>();
        for (JavaProcess one : processes) {
            names.add("[" + one.pid() + " " + one.mainClass() + "]");
        }
        return String.join(", ", names);
    }
}
