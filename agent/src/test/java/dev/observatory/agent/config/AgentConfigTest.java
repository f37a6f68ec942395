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
    void thatSayNothingChangeNothing(String arguments) {
        AgentConfig read = AgentConfig.parse(arguments);

        assertThat(read).usingRecursiveComparison().isEqualTo(AgentConfig.NONE);
    }

    @Test
    void areAllUnderstood() {
        AgentConfig read = AgentConfig.parse("include=com.acme.**#place*(int, ..), public com.acme.Order;"
                + "exclude=com.acme.Test*;fields=com.acme.Order#status;max=20;dryrun=true;verify=true;dump=target/woven;"
                + "failfast=true;observe=log, jfr;level=debug;min-duration=10ms;rate=7;values=args,Result;redact=iban,-key;"
                + "unsafe-tostring=true");

        assertThat(read.complaints()).isEmpty();
        assertThat(read.selection().include()).hasToString("[com.acme.**#place*(int, ..), public com.acme.Order]");
        assertThat(read.selection().exclude()).hasToString("[com.acme.Test*]");
        assertThat(read.selection().fields()).hasToString("[com.acme.Order#status]");
        assertThat(read.maxMethods()).isEqualTo(20);
        assertThat(read.isDryRun()).isTrue();
        assertThat(read.verifies()).isTrue();
        assertThat(read.dump()).isEqualTo(new File("target/woven"));
        assertThat(read.failsFast()).isTrue();
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
    void mayNameAKeyTwice() {
        AgentConfig read = AgentConfig.parse("include=a.A;include=b.B;");

        assertThat(read.selection().include()).hasToString("[a.A, b.B]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inclde=a.A | argument [inclde] is not known and was ignored; did you mean [include]?",
                "verfy=true | argument [verfy] is not known and was ignored; did you mean [verify]?",
                "xyz | argument [xyz] is not known and was ignored; did you mean [max]?",
                "observe=lag | argument [observe]: [lag] is not known and was ignored; did you mean [log]? There are [log, jfr,"
                        + " none]",
                "level=loud | argument [level]: [loud] is not known and was ignored; did you mean [INFO]? There are [TRACE, DEBUG,"
                        + " INFO, WARNING, ERROR]",
                "values=arg | argument [values]: [arg] is not known and was ignored; did you mean [args]? There are [args, result,"
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
                        + " which no name has; a pattern looks like [com.acme.**#place*(..)]",
            })
    void areComplainedAboutInOneLineEach(String arguments, String complaint) {
        AgentConfig read = AgentConfig.parse(arguments);

        assertThat(read.complaints()).containsExactly(complaint);
    }

    @Test
    void holdAsFarAsTheyAreUnderstood() {
        AgentConfig read = AgentConfig.parse("inclde=a.A;include=b.B,/,c.C;max=x;verify=true");

        assertThat(read.complaints()).hasSize(3);
        assertThat(read.selection().include()).hasToString("[b.B, c.C]");
        assertThat(read.verifies()).isTrue();
    }
}
