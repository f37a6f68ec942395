package dev.observatory.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentConfigTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", ";", " ; "})
    void emptyArgumentsAreTheDefaultConfiguration(String arguments) {
        AgentConfig read = ConfigParser.parse(arguments);

        assertThat(read).usingRecursiveComparison().isEqualTo(AgentConfig.NONE);
    }

    @Test
    void allSettingsAreRead() {
        AgentConfig read = ConfigParser.parse(
                "include=com.acme.**#place*(int, ..), public com.acme.Order;"
                        + "exclude=com.acme.Test*;fields=com.acme.Order#status;max=20;dryrun=true;verify=true;dump=target/woven;"
                        + "failfast=true;observe=log, jfr;level=debug;min-duration=10ms;rate=7;values=args,Result;redact=iban,-key;"
                        + "unsafe-tostring=true;weave-at-load=true;observers=com.acme.Bars, com.acme.Foos$Nested,com.acme.Bars");

        assertThat(read.errors()).isEmpty();
        assertThat(read.selection().include()).hasToString("[com.acme.**#place*(int, ..), public com.acme.Order]");
        assertThat(read.selection().exclude()).hasToString("[com.acme.Test*]");
        assertThat(read.selection().fields()).hasToString("[com.acme.Order#status]");
        assertThat(read.maxMethods()).isEqualTo(20);
        assertThat(read.isWovenAtLoad()).isTrue();
        assertThat(read.isDryRun()).isTrue();
        assertThat(read.verifies()).isTrue();
        assertThat(read.dump()).isEqualTo(new File("target/woven"));
        assertThat(read.failsFast()).isTrue();
        assertThat(read.observers()).containsExactly("com.acme.Bars", "com.acme.Foos$Nested");
        assertThat(read.observing())
                .isEqualTo(new OutputConfig(
                        Set.of(OutputConfig.Output.LOG, OutputConfig.Output.JFR),
                        System.Logger.Level.DEBUG,
                        10_000_000,
                        7,
                        Set.of(OutputConfig.Shown.ARGS, OutputConfig.Shown.RESULT),
                        List.of("iban", "-key"),
                        true));
    }

    @Test
    void repeatedKeysAddTheirValues() {
        AgentConfig read = ConfigParser.parse("include=a.A;include=b.B;");

        assertThat(read.selection().include()).hasToString("[a.A, b.B]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inclde=a.A | argument [inclde] is not known and was ignored; did you mean [include]?",
                "observers=com.acme.* | argument [observers]: [com.acme.*] is not the name of a class and was ignored; write"
                        + " [observers=com.acme.Bars,com.acme.Foos], with a dollar before the name of a nested class",
                "verfy=true | argument [verfy] is not known and was ignored; did you mean [verify]?",
                "xyz | argument [xyz] is not known and was ignored; did you mean [max]?",
                "observe=lag | argument [observe]: [lag] is not known and was ignored; did you mean [log]? Use one of [log, jfr,"
                        + " none]",
                "level=loud | argument [level]: [loud] is not known and was ignored; did you mean [INFO]? Use one of [TRACE, DEBUG,"
                        + " INFO, WARNING, ERROR]",
                "values=arg | argument [values]: [arg] is not known and was ignored; did you mean [args]? Use one of [args, result,"
                        + " exception, assigned]",
                "minduration=fast | argument [minduration] was ignored: [fast] is no duration; write a number and one of the units"
                        + " ns, us, ms, s, m, h, as in [10ms]",
                "rate=0 | argument [rate] must be a positive number, but is [0]; [1000] is used",
                "redact=- | argument [redact]: the name [-] has neither letters nor digits; write [iban] to have such values"
                        + " redacted, [-key] to have them shown",
                "observe | argument [observe] needs a value and was ignored; write [observe=log,jfr]",
                "include | argument [include] needs a value and was ignored; write [include=com.acme.orders.**#place*(..)]",
                "dump= | argument [dump] needs a value and was ignored; write [dump=target/woven]",
                "max=many | argument [max] must be a positive number, but is [many]; [10000] is used",
                "max=0 | argument [max] must be a positive number, but is [0]; [10000] is used",
                "verify=yes | argument [verify] must be [true] or [false], but is [yes]; [false] is used",
                "exclude=a.A | argument [exclude] has no effect without [include]",
                "include=a/A | argument [include]: pattern [a/A] was ignored: the class name [a/A] has the character [/],"
                        + " which is not allowed in names; write a pattern like [com.acme.**#place*(..)]",
            })
    void errorsAreReportedOnOneLineEach(String arguments, String error) {
        AgentConfig read = ConfigParser.parse(arguments);

        assertThat(read.errors()).containsExactly(error);
    }

    @Test
    void settingsWithoutErrorsApply() {
        AgentConfig read = ConfigParser.parse("inclde=a.A;include=b.B,/,c.C;max=x;verify=true");

        assertThat(read.errors()).hasSize(3);
        assertThat(read.selection().include()).hasToString("[b.B, c.C]");
        assertThat(read.verifies()).isTrue();
    }
}
