# Sourced by scripts/prove: its parts. Each is a function that fails when the proof does, and says [figure: ...] on its output.
# They use $root, $logs and $JAVA.

PARTS=(corpus suite attach loaders agents faults threads exits stress fuzz reproducible sbom)

about() {
    case $1 in
        corpus) echo "weaves and verifies more than 40,000 classes of others" ;;
        suite) echo "runs the tests of commons-lang3 with all of it woven and observed" ;;
        attach) echo "200 times in and out of a program under load, with 2,000 classes woven: nothing is left" ;;
        loaders) echo "class loaders of woven classes are collected, copies of the library stay apart" ;;
        agents) echo "beside other agents, in every order" ;;
        faults) echo "little stack, heap and metaspace, and hostile observers" ;;
        threads) echo "100,000 virtual threads, on a JDK that has them" ;;
        exits) echo "a program ends as it would without the agent, and as soon" ;;
        stress) echo "jcstress: what threads that meet may see" ;;
        fuzz) echo "Jazzer: damaged class files, arguments and patterns, two minutes each" ;;
        reproducible) echo "two builds make the same jars" ;;
        sbom) echo "the bill of materials lists what is in the agent" ;;
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
    ! grep -q BROKEN "$logs/corpus.table"
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
    forked_tests ManyThreadsIT
}

prove_exits() {
    build_quietly
    "$JAVA" -cp "$root/bench/target/classes:$root/bench/target/lib/*" dev.observatory.bench.ExitDelays \
        "$root/agent/target/observatory-agent.jar"
}

prove_stress() {
    build_quietly
    rm -rf "$logs/stress"
    mkdir -p "$logs/stress"
    (cd "$logs/stress" && "$JAVA" -cp "$root/bench/target/classes:$root/bench/target/lib/*" org.openjdk.jcstress.Main \
        -t dev.observatory.bench.stress -m quick -tb 240s -r report)
    # The harness ends with code 0 whatever it found.
    local summary
    summary=$(grep -E 'Results: .* planned' "$logs/stress.log" | tail -n 1)
    [[ $summary =~ ([0-9]+)\ passed,\ 0\ failed,\ ([0-9]+)\ soft\ errs,\ 0\ hard\ errs ]]
    figure "${BASH_REMATCH[1]} runs, no forbidden outcome"
}

prove_fuzz() {
    local target minutes=2 fuzz=$root/agent/target/fuzz classpath=$logs/fuzz.classpath
    (cd "$root" && ./mvnw -q -pl core,agent test-compile dependency:build-classpath \
        -Dmdep.includeScope=test -Dmdep.outputFile="$classpath")
    (cd "$root" && ./mvnw -q -f scripts/lib/fuzz/pom.xml \
        org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies \
        -DincludeScope=runtime -DoutputDirectory="$fuzz/lib")
    local told=()
    for target in "$root"/agent/src/test/fuzz/*; do
        target=${target##*/}
        mkdir -p "$fuzz/$target"
        # What was found grows from run to run; what must stay found is kept beside the tests.
        (cd "$fuzz/$target" && "$JAVA" -cp "$fuzz/lib/*:$root/agent/target/test-classes:$root/agent/target/classes:$(<"$classpath")" \
            com.code_intelligence.jazzer.Jazzer --target_class="dev.observatory.agent.$target" \
            --instrumentation_includes='dev.observatory.agent.**:org.objectweb.asm.**' \
            --custom_hook_includes='dev.observatory.agent.**' \
            -max_total_time=$((minutes * 60)) "$fuzz/$target" "$root/agent/src/test/fuzz/$target") 2>&1 | tee "$logs/fuzz.$target.log"
        told+=("$target $(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$logs/fuzz.$target.log") inputs")
    done
    figure "$(
        IFS=,
        echo "${told[*]}" | sed 's/,/, /g'
    ), no finding"
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
