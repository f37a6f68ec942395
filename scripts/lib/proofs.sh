# Sourced by scripts/prove: its parts. Each is a function that fails when the proof does, and says [figure: ...] on its output.
# They use $root, $logs, $JAVA, and how long to go on: $soak_seconds, $fuzz_seconds, $stress_mode and $stress_seconds.

# What takes little time comes first.
PARTS=(sbom threads exits loaders agents reproducible attach faults suite corpus soak fuzz stress)

about() {
    case $1 in
        sbom) echo "the bill of materials lists what is in the agent" ;;
        threads) echo "100,000 virtual threads, on a JDK that has them" ;;
        exits) echo "a program ends as it would without the agent, and as soon" ;;
        loaders) echo "class loaders of woven classes are collected, copies of the library stay apart" ;;
        agents) echo "beside other agents, in every order" ;;
        reproducible) echo "two builds make the same jars" ;;
        attach) echo "200 times in and out of a program under load, with 2,000 classes woven: nothing is left" ;;
        faults) echo "little stack, heap and metaspace, and hostile observers" ;;
        suite) echo "runs the tests of commons-lang3 with all of it woven and observed" ;;
        corpus) echo "weaves and verifies more than 40,000 classes of others" ;;
        soak) echo "observed and watched for 8 minutes, 200,000 calls a second: all accounted for, no growth" ;;
        fuzz) echo "Jazzer: class files, arguments, patterns, both sides of the socket, two minutes each" ;;
        stress) echo "jcstress: what threads may see that meet in hooks, machines, graphs, registries, queues" ;;
    esac
}

# What a part needs besides a JDK 17 and the network, from which Maven fetches what is not there yet; nothing if all is there.
missing_for() {
    case $1 in
        threads)
            [ -n "$(installed_jdk 21)" ] || echo "needs a JDK 21 or newer, which has virtual threads; none is installed in the usual folders"
            ;;
        reproducible)
            git -C "$root" rev-parse HEAD >/dev/null 2>&1 || echo "needs git, and a clone of the repository"
            ;;
        soak)
            env --default-signal=INT true 2>/dev/null || echo "needs [env --default-signal] of GNU coreutils 8.31 or newer"
            ;;
    esac
}

# figure TEXT: what the part's line tells.
figure() {
    echo "figure: $*"
}

figure_of() {
    sed -n 's/^figure: //p' "$1" | tail -n 1
}

build_quietly() {
    (cd "$root" && ./mvnw -q -DskipTests -Dmaven.javadoc.skip=true -pl core,agent,bench package)
}

# forked_tests TEST...: runs tests of the agent in forked JVMs, and tells how many.
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
    figure "$(sed -n 's/^classes .* \([0-9,]*\)$/\1 classes/p' "$logs/corpus.table"), $(grep -c '^  holds' "$logs/corpus.table") rules hold;$(sed -n 's/^weaving alone, classes in a second of one core:\(.*\)/\1 classes a second/p' "$logs/corpus.table")"
}

prove_suite() {
    "$root/scripts/foreign-suite" org.apache.commons:commons-lang3:3.20.0 \
        --open-packages java.base/java.{lang,lang.reflect,util,time,time.chrono} | tee "$logs/suite.table"
    figure "$(sed -n 's/^outcomes of tests *//p' "$logs/suite.table") tests, $(grep -c '^  holds' "$logs/suite.table") rules hold; $(sed -n 's/^ratio *//p' "$logs/suite.table") times the time"
}

prove_attach() {
    "$root/scripts/attach-cycles" 200 2000
    figure "$(sed -n 's/^after 20 cycles \(.*\), after 200 \(.*\)$/after 20 cycles \1, after 200 \2/p' \
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
    # A whole program with little of everything: the report is the same, whatever is woven and observed.
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
    figure "$(sed -n 's/^tests: //p' "$logs/faults.log" | tail -n 1); the census of $(grep -m1 'jars read' "$logs/faults.plain" | tr -dc 0-9) jars is the same with 256 KiB of stack, 64 MiB of heap, 48 MiB of metaspace"
}

prove_threads() {
    local home
    home=$(installed_jdk 21)
    JAVA_HOME=$home forked_tests ManyThreadsIT | sed 's/^figure: /tests: /'
    figure "100,000 virtual threads with 11 woven calls each on JDK $(java_version "$home/bin/java"): none pinned, mixed up or kept"
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
    local told=()
    for target in "$root"/agent/src/test/fuzz/*; do
        target=${target##*/}
        source=$(cd "$root/agent/src/test/java" && find . -name "$target.java")
        name=$(sed 's#^\./##; s#\.java$##; s#/#.#g' <<<"$source")
        mkdir -p "$fuzz/$target"
        # What was found grows from run to run; what must stay found is kept beside the tests.
        (cd "$fuzz/$target" && "$JAVA" -cp "$fuzz/lib/*:$root/agent/target/test-classes:$root/agent/target/classes:$(<"$classpath")" \
            com.code_intelligence.jazzer.Jazzer --target_class="$name" \
            --instrumentation_includes='dev.observatory.agent.**:org.objectweb.asm.**' \
            --custom_hook_includes='dev.observatory.agent.**' \
            -timeout=20 -max_total_time="$fuzz_seconds" "$fuzz/$target" "$root/agent/src/test/fuzz/$target") 2>&1 |
            tee "$logs/fuzz.$target.log"
        told+=("$target $(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$logs/fuzz.$target.log") inputs")
    done
    figure "$(
        IFS=,
        echo "${told[*]}" | sed 's/,/, /g'
    ), no finding"
}

prove_stress() {
    local classes=$logs/stress/classes classpath=$logs/stress.classpath
    build_quietly
    (cd "$root" && ./mvnw -q -pl core,agent test-compile dependency:build-classpath \
        -Dmdep.includeScope=test -Dmdep.outputFile="$classpath")
    rm -rf "$logs/stress"
    mkdir -p "$classes"
    # The queue between program and watcher is the agent's own, and so are its tests. The harness reads one list of tests only.
    classpath=$root/agent/target/classes:$root/bench/target/lib/*:$(<"$classpath")
    "$JAVA" --module jdk.compiler/com.sun.tools.javac.Main -parameters -d "$classes" -cp "$classpath" -processorpath "$classpath" \
        -processor org.openjdk.jcstress.infra.processors.JCStressTestProcessor \
        "$root"/bench/src/main/java/dev/observatory/bench/stress/*.java \
        "$root"/agent/src/test/java/dev/observatory/agent/serve/*Stress.java
    (cd "$logs/stress" && "$JAVA" -cp "$classes:$classpath" org.openjdk.jcstress.Main \
        -m "$stress_mode" -tb "${stress_seconds}s" -r report)
    # The harness ends with code 0 whatever it found, and leaves out tests that have more actors than there are processors.
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
        sleep 2 # Archives keep times in steps of two seconds.
    done
    cat "$copy/1.sums"
    diff "$copy/1.sums" "$copy/2.sums"
    figure "$(wc -l <"$copy/1.sums") jars, equal in two builds of $(git -C "$root" rev-parse --short HEAD)"
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
            echo "[$group:$artifact:$version] is in the agent but not in [$bom]"
            return 1
        }
        count=$((count + 1))
    done < <(sed -n 's/^ *\([a-zA-Z0-9._-]*:[a-zA-Z0-9._-]*:jar:.*\)$/\1/p' "$logs/shaded.list")
    [ $count -gt 0 ]
    figure "agent/target/bom.json lists all $count libraries that are shaded into the agent"
}
