# The parts of scripts/prove, which sources this file. Each is a function that fails if its proof fails, and prints [figure: ...].
# They use $root, $logs, $JAVA, and the durations $soak_seconds, $fuzz_seconds, $stress_mode and $stress_seconds.

# The shortest first, then those that are most likely to find something new.
PARTS=(sbom threads exits loaders agents fuzz stress reproducible attach faults programs suite corpus soak)

about() {
    case $1 in
        sbom) echo "the bill of materials lists what is in the agent" ;;
        threads) echo "100,000 virtual threads, on a JDK that has them" ;;
        exits) echo "a program exits with the same code and as fast as without the agent" ;;
        loaders) echo "class loaders of woven classes are collected, copies of the library stay separate" ;;
        agents) echo "with other agents, in every order" ;;
        reproducible) echo "two builds create identical jars" ;;
        attach) echo "200 cycles of attaching and detaching under load, with 2,000 woven classes: nothing remains" ;;
        faults) echo "small stack, heap and metaspace, and hostile observers" ;;
        programs) echo "Kotlin's compiler, Lucene and Clojure with all of them woven, observed and logged: same output, byte for byte" ;;
        suite) echo "runs the tests of commons-lang3 with all of it woven and observed" ;;
        corpus) echo "weaves and verifies more than 40,000 third-party classes, as when loaded and as when observed" ;;
        soak) echo "observed and watched for 8 minutes at 200,000 calls a second: all events accounted for, no heap growth" ;;
        fuzz) echo "Jazzer: class files, arguments, patterns, both sides of the socket, two minutes each" ;;
        stress) echo "jcstress: concurrent use of hooks, machines, graphs, identity maps and queues" ;;
    esac
}

# missing_for PART: prints what the part requires besides a JDK 17 and network access for Maven; nothing if it can run.
missing_for() {
    case $1 in
        threads)
            [ -n "$(installed_jdk 21)" ] || echo "requires a JDK 21 or newer for virtual threads; none found in the usual folders"
            ;;
        reproducible)
            git -C "$root" rev-parse HEAD >/dev/null 2>&1 || echo "requires git and a clone of the repository"
            ;;
        soak)
            env --default-signal=INT true 2>/dev/null || echo "requires [env --default-signal] of GNU coreutils 8.31 or newer"
            ;;
    esac
}

# figure TEXT: sets the text of the part's result line.
figure() {
    echo "figure: $*"
}

figure_of() {
    sed -n 's/^figure: //p' "$1" | tail -n 1
}

build_quietly() {
    (cd "$root" && ./mvnw -q -DskipTests -Dmaven.javadoc.skip=true -pl core,agent,bench package)
}

# forked_tests TEST...: runs tests of the agent in forked JVMs and sets their number as the figure.
forked_tests() {
    local names output
    names=$(
        IFS=,
        echo "$*"
    )
    output=$(cd "$root" && ./mvnw --batch-mode --no-transfer-progress -Dmaven.javadoc.skip=true -pl core,agent verify \
        -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false -Dit.test="$names" \
        -Dfailsafe.failIfNoSpecifiedTests=false 2>&1) || {
        echo "$output"
        return 1
    }
    echo "$output"
    figure "$(grep -E 'Tests run: [0-9]+, Failures: 0, Errors: 0, Skipped: 0$' <<<"$output" | tail -n 1 | sed 's/.*Tests run: \([0-9]*\).*/\1 tests/')"
}

prove_corpus() {
    "$root/scripts/corpus" | tee "$logs/corpus.table"
    figure "$(sed -n 's/^classes .* \([0-9,]*\)$/\1/p' "$logs/corpus.table" | tail -n 1) classes, each as when loaded and as when observed," \
        "$(grep -c '^  holds' "$logs/corpus.table") rules hold;" \
        "$(sed -n 's/^weaving alone, classes in a second of one core: \(.*\)/\1/p' "$logs/corpus.table" | paste -sd '|' | sed 's/|/ and /g') classes a second"
}

prove_suite() {
    "$root/scripts/foreign-suite" org.apache.commons:commons-lang3:3.20.0 \
        --open-packages java.base/java.{lang,lang.reflect,util,time,time.chrono} | tee "$logs/suite.table"
    figure "$(sed -n 's/^outcomes of tests *//p' "$logs/suite.table") tests, $(grep -c '^  holds' "$logs/suite.table") rules hold; $(sed -n 's/^ratio *//p' "$logs/suite.table") times the time"
}

prove_programs() {
    "$root/scripts/foreign-programs" | tee "$logs/programs.table"
    figure "$(sed -n 's/^programs: //p' "$logs/programs.table") programs, $(grep -c '^  holds' "$logs/programs.table") rules hold"
}

prove_attach() {
    "$root/scripts/attach-cycles" 200 2000
    figure "$(sed -n 's/^\(after [0-9]* cycles .*, after 200 .*\)$/\1/p' \
        "$root/agent/target/failsafe-reports/dev.observatory.agent.AttachCyclesIT-output.txt" "$logs/attach.log" 2>/dev/null | tail -n 1)"
}

prove_loaders() {
    forked_tests ClassLoadersIT
}

prove_agents() {
    forked_tests OtherAgentsIT
}

prove_faults() {
    forked_tests ExhaustionIT,ProgramUnharmedIT | sed 's/^figure: /tests: /'
    build_quietly
    (cd "$root" && ./mvnw -q -DskipTests -Dmaven.javadoc.skip=true -pl core,agent,demo package)
    # A whole program with limited memory: its report must be the same, whatever is woven and observed.
    local small=(-Xss256k -Xmx64m -XX:MaxMetaspaceSize=48m -cp "$root/demo/target/classes:$root/demo/target/lib/*")
    local program=(dev.observatory.demo.JarCensus "$root/bench/target/lib")
    local agent=-javaagent:$root/agent/target/observatory-agent.jar
    local all='include=dev.observatory.demo.**;fields=dev.observatory.demo.**'
    "$JAVA" "${small[@]}" "${program[@]}" | sed -n '/^Jar census/,$p' >"$logs/faults.plain"
    "$JAVA" "$agent" "${small[@]}" "${program[@]}" | sed -n '/^Jar census/,$p' >"$logs/faults.tagged"
    "$JAVA" "$agent=$all" "${small[@]}" "${program[@]}" | sed -n '/^Jar census/,$p' >"$logs/faults.all"
    [ -s "$logs/faults.plain" ]
    diff "$logs/faults.plain" "$logs/faults.tagged"
    diff "$logs/faults.plain" "$logs/faults.all"
    figure "$(sed -n 's/^tests: //p' "$logs/faults.log" | tail -n 1); the report on $(grep -m1 'jars read' "$logs/faults.plain" | tr -dc 0-9) jars is the same with 256 KiB of stack, 64 MiB of heap, 48 MiB of metaspace"
}

prove_threads() {
    local home
    home=$(installed_jdk 21)
    JAVA_HOME=$home forked_tests ManyThreadsIT | sed 's/^figure: /tests: /'
    figure "100,000 virtual threads with 11 woven calls each on JDK $(java_version "$home/bin/java"): none pinned, mixed up or leaked"
}

prove_exits() {
    build_quietly
    "$JAVA" -cp "$root/bench/target/classes:$root/bench/target/lib/*" dev.observatory.bench.woven.ExitDelays \
        "$root/agent/target/observatory-agent.jar"
}

prove_soak() {
    build_quietly
    "$JAVA" -cp "$root/bench/target/classes:$root/bench/target/lib/*" dev.observatory.bench.soak.Soak \
        "$root/agent/target/observatory-agent.jar" "$soak_seconds"
}

prove_fuzz() {
    local target source name fuzz=$root/agent/target/fuzz classpath=$logs/fuzz.classpath
    (cd "$root" && ./mvnw -q -pl core,agent test-compile dependency:build-classpath \
        -Dmdep.includeScope=test -Dmdep.outputFile="$classpath")
    (cd "$root" && ./mvnw -q -f scripts/lib/fuzz/pom.xml \
        org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies \
        -DincludeScope=runtime -DoutputDirectory="$fuzz/lib")
    local results=()
    for target in "$root"/agent/src/test/fuzz/*; do
        target=${target##*/}
        source=$(cd "$root/agent/src/test/java" && find . -name "$target.java")
        name=$(sed 's#^\./##; s#\.java$##; s#/#.#g' <<<"$source")
        mkdir -p "$fuzz/$target"
        # The generated corpus grows from run to run; regression inputs are stored with the tests.
        (cd "$fuzz/$target" && "$JAVA" -cp "$fuzz/lib/*:$root/agent/target/test-classes:$root/agent/target/classes:$(<"$classpath")" \
            com.code_intelligence.jazzer.Jazzer --target_class="$name" \
            --instrumentation_includes='dev.observatory.agent.**:org.objectweb.asm.**' \
            --custom_hook_includes='dev.observatory.agent.**' \
            -timeout=20 -max_total_time="$fuzz_seconds" "$fuzz/$target" "$root/agent/src/test/fuzz/$target") 2>&1 |
            tee "$logs/fuzz.$target.log"
        results+=("$target $(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$logs/fuzz.$target.log") inputs")
    done
    figure "$(
        IFS=,
        echo "${results[*]}" | sed 's/,/, /g'
    ), no finding"
}

prove_stress() {
    local classes=$logs/stress/classes classpath=$logs/stress.classpath
    build_quietly
    (cd "$root" && ./mvnw -q -pl core,agent test-compile dependency:build-classpath \
        -Dmdep.includeScope=test -Dmdep.outputFile="$classpath")
    rm -rf "$logs/stress"
    mkdir -p "$classes"
    # The stress tests of the agent's queue are in the agent's tests. The harness reads a single list of tests.
    classpath=$root/agent/target/classes:$root/bench/target/lib/*:$(<"$classpath")
    "$JAVA" --module jdk.compiler/com.sun.tools.javac.Main -parameters -d "$classes" -cp "$classpath" -processorpath "$classpath" \
        -processor org.openjdk.jcstress.infra.processors.JCStressTestProcessor \
        "$root"/bench/src/main/java/dev/observatory/bench/stress/*.java \
        "$root"/agent/src/test/java/dev/observatory/agent/serve/*Stress.java
    (cd "$logs/stress" && "$JAVA" -cp "$classes:$classpath" org.openjdk.jcstress.Main \
        -m "$stress_mode" -tb "${stress_seconds}s" -r report)
    # The harness always exits with code 0, and skips tests with more actors than processors.
    if grep -q 'No scheduling is possible' "$logs/stress.log"; then
        return 1
    fi
    local summary
    summary=$(grep -E 'Results: .* planned' "$logs/stress.log" | tail -n 1)
    [[ $summary =~ ([0-9]+)\ passed,\ 0\ failed,\ ([0-9]+)\ soft\ errs,\ 0\ hard\ errs ]]
    figure "$(wc -l <"$classes/META-INF/TestList") tests in mode [$stress_mode], ${BASH_REMATCH[1]} configurations, 0 forbidden outcomes"
}

prove_reproducible() {
    local copy=$logs/reproducible number
    rm -rf "$copy"
    for number in 1 2; do
        git clone -q "$root" "$copy/$number"
        (cd "$copy/$number" && ./mvnw -q -DskipTests -Dmaven.javadoc.skip=true -pl core,agent package)
        (cd "$copy/$number" && sha256sum core/target/observatory-core*.jar agent/target/observatory-agent.jar) >"$copy/$number.sums"
        sleep 2 # Archives store times with a resolution of two seconds.
    done
    cat "$copy/1.sums"
    diff "$copy/1.sums" "$copy/2.sums"
    figure "$(wc -l <"$copy/1.sums") jars, identical in two builds of $(git -C "$root" rev-parse --short HEAD)"
    rm -rf "$copy"
}

prove_sbom() {
    (cd "$root" && ./mvnw -q -pl core,agent -DskipTests -Dmaven.javadoc.skip=true package \
        org.cyclonedx:cyclonedx-maven-plugin:2.9.3:makeBom \
        -DincludeTestScope=false -DincludeProvidedScope=false -DoutputFormat=json)
    (cd "$root" && ./mvnw -q -pl core,agent test-compile dependency:list -DincludeScope=runtime -DoutputFile="$logs/shaded.list")
    local bom=$root/agent/target/bom.json group artifact kind version rest count=0
    [ -s "$bom" ]
    while IFS=: read -r group artifact kind version rest; do
        grep -q "\"pkg:maven/$group/$artifact@$version" "$bom" || {
            echo "[$group:$artifact:$version] is in the agent but missing in [$bom]"
            return 1
        }
        count=$((count + 1))
    done < <(sed -n 's/^ *\([a-zA-Z0-9._-]*:[a-zA-Z0-9._-]*:jar:.*\)$/\1/p' "$logs/shaded.list")
    [ $count -gt 0 ]
    figure "agent/target/bom.json lists all $count libraries shaded into the agent"
}
