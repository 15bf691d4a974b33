package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agentwarden.approvals.ActionHash;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Python;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A library for RFC 8785 that is not ours computes the same hashes of actions. */
@Tag("full")
class IndependentHashIT {

    private static final int CONTEXTS = 1_000;
    private static final int DEEPEST = 4;
    private static final long SEED = 8785;

    /** Escaped, sorted differently by UTF-16 and by code points, and composed in two ways. */
    private static final List<String> PIECES = List.of(
            "a",
            "B",
            "0",
            "\"",
            "\\",
            "/",
            "\b",
            "\f",
            "\n",
            "\r",
            "\t",
            "\u0001",
            "\u001f",
            "\u007f",
            "\u0080",
            "\u00e9",
            "e\u0301",
            "\u20ac",
            "\u2028",
            "\ufb33",
            "\ud83d\ude00",
            "\ud800\udc00",
            "\uffff");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "0.0",
            "0e5",
            "1",
            "10",
            "500",
            "500.00",
            "5e2",
            "5E+2",
            "-0.25",
            "25e-2",
            "1e300",
            "1E-300",
            "12345678901234567890",
            "0.1000000000000000055511151231257827",
            "9007199254740993",
            "333333333.33333329");

    private final Random random = new Random(SEED);

    @Test
    void aLibraryForRfc8785ComputesTheSameHashOfAThousandContexts() {
        Optional<String> python = Python.with("rfc8785", "rfc8785==0.1.4");
        Assume.present(
                python.isPresent(), "a python3 with venv and the package rfc8785 (see target/python/rfc8785.log)");
        List<String> contexts =
                IntStream.range(0, CONTEXTS).mapToObj(number -> object(DEEPEST)).toList();
        String actions = contexts.stream()
                .map(context -> "{\"agent_id\":\"a1\",\"action\":\"stripe.refund\",\"context\":" + context + "}")
                .collect(Collectors.joining("\n"));

        Tools.Run hashed = Tools.run(
                Path.of("").toAbsolutePath(),
                actions,
                List.of(python.orElseThrow(), "src/test/python/action_hashes.py"));

        assertThat(hashed.exitCode()).as(hashed.output()).isZero();
        assertThat(hashed.output().lines().toList())
                .isEqualTo(contexts.stream()
                        .map(context ->
                                ActionHash.of("a1", "stripe.refund", JsonCodec.parseObject(context), Optional.empty()))
                        .toList())
                .doesNotHaveDuplicates()
                .hasSize(CONTEXTS);
    }

    /** Never empty, and with a member of its own, so that no two are equal. */
    private String object(int depth) {
        Map<String, String> members = new TreeMap<>();
        members.put("id", Integer.toString(random.nextInt()));
        IntStream.range(0, random.nextInt(8)).forEach(number -> members.put(text(), value(depth - 1)));
        return members.entrySet().stream()
                .map(member -> Json.createValue(member.getKey()) + " : " + member.getValue())
                .collect(Collectors.joining(" , ", "{", " }"));
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 1 -> random.nextInt() + "." + random.nextInt(1_000_000);
            case 2 -> Json.createValue(text()).toString();
            case 3 -> List.of("true", "false", "null").get(random.nextInt(3));
            case 4 -> object(depth);
            default ->
                Stream.generate(() -> value(depth - 1))
                        .limit(random.nextInt(4))
                        .collect(Collectors.joining(",", "[", "]"));
        };
    }

    private String text() {
        return Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                .limit(random.nextInt(6))
                .collect(Collectors.joining());
    }
}
