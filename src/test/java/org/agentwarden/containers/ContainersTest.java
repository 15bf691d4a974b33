package org.agentwarden.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ContainersTest {

    /** Of the compose specification, what a service may have and we use. */
    private static final Set<String> OF_A_SERVICE = Set.of(
            "build",
            "cap_drop",
            "command",
            "depends_on",
            "entrypoint",
            "environment",
            "healthcheck",
            "image",
            "mem_limit",
            "network_mode",
            "networks",
            "ports",
            "read_only",
            "restart",
            "secrets",
            "security_opt",
            "shm_size",
            "stop_grace_period",
            "tmpfs",
            "user",
            "volumes");

    private static final Pattern SETTING = Pattern.compile("AGENTWARDEN_[A-Z_]+");
    private static final Pattern REHEARSAL = Pattern.compile("\\bjava .* rehearse\\b");
    private static final Pattern METRIC = Pattern.compile("agentwarden_[a-z_]+");

    @ParameterizedTest
    @ValueSource(strings = {"docker/compose.yaml", "docker/compose.cluster.yaml"})
    void aCompositionHasServicesThatAreRestrictedAndVolumesThatAreDeclared(String file) throws IOException {
        Map<?, ?> composition = (Map<?, ?>) documents(file).get(0);

        assertThat(composition.keySet())
                .allMatch(key ->
                        Set.of("services", "volumes", "networks", "secrets").contains(key)
                                || key.toString().startsWith("x-"));
        Set<Object> declared = Set.copyOf(((Map<?, ?>) composition.get("volumes")).keySet());
        Set<Object> networks =
                composition.get("networks") instanceof Map<?, ?> named ? Set.copyOf(named.keySet()) : Set.of();
        Map<?, ?> services = (Map<?, ?>) composition.get("services");
        assertThat(services).isNotEmpty();
        services.forEach((name, members) -> {
            Map<?, ?> service = (Map<?, ?>) members;
            assertThat(service.keySet()).as("%s", name).allMatch(OF_A_SERVICE::contains);
            if (service.containsKey("build")) {
                assertThat(service.get("read_only")).as("%s", name).isEqualTo(true);
                assertThat(service.get("cap_drop")).as("%s", name).isEqualTo(List.of("ALL"));
            }
            volumes(service)
                    .forEach(volume -> assertThat(isDeclaredOrThere(volume, declared))
                            .as(volume)
                            .isTrue());
            if (service.get("networks") instanceof List<?> used) {
                assertThat(used).as("%s", name).allMatch(networks::contains);
            }
            if (service.get("depends_on") instanceof Map<?, ?> needed) {
                assertThat(needed.keySet()).as("%s", name).allMatch(services::containsKey);
            }
        });
    }

    private static List<String> volumes(Map<?, ?> service) {
        return service.get("volumes") instanceof List<?> volumes
                ? volumes.stream().map(Object::toString).toList()
                : List.of();
    }

    private static boolean isDeclaredOrThere(String volume, Set<Object> declared) {
        String source = volume.substring(0, volume.indexOf(':'));
        return source.startsWith(".") ? Files.exists(Path.of("docker").resolve(source)) : declared.contains(source);
    }

    @Test
    void kubernetesGetsWhatItKnows() throws IOException {
        assertThat(documents("server-config/kubernetes/agentwarden.yaml"))
                .allSatisfy(document -> assertThat(((Map<?, ?>) document).keySet())
                        .asInstanceOf(collection(Object.class))
                        .contains("apiVersion", "kind", "metadata", "spec"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker/Dockerfile",
                "docker/compose.yaml",
                "docker/compose.cluster.yaml",
                "server-config/kubernetes/agentwarden.yaml",
                "server-config/payara-micro/node.env"
            })
    void onlySettingsThatExistAreSet(String file) throws IOException {
        String known = everySetting();
        assertThat(found(SETTING, file))
                .allSatisfy(variable -> assertThat(known)
                        .containsPattern(Pattern.compile(
                                variable.replace('_', '.').replace(".", "[._-]"), Pattern.CASE_INSENSITIVE)));
    }

    private static String everySetting() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/org/agentwarden/settings"))) {
            StringBuilder all = new StringBuilder();
            for (Path source : (Iterable<Path>) sources::iterator) {
                all.append(Files.readString(source));
            }
            return all.toString();
        }
    }

    @Test
    void inTheImageNobodyRegistersOrChoosesAPlanWithoutTheOperator() throws IOException {
        assertThat(Files.readString(Path.of("docker/Dockerfile")))
                .contains("AGENTWARDEN_REGISTRATION=closed", "AGENTWARDEN_PLANS=operator");
    }

    /** With the collector of operation the JVM crashes when it writes the cache. */
    @ParameterizedTest
    @ValueSource(strings = {"docker/Dockerfile", "docker/rehearsal.options", "src/docs/operations.md"})
    void aRehearsalTakesItsOwnOptionsAfterThoseOfOperation(String file) throws IOException {
        assertThat(Files.readString(Path.of(file)).lines().filter(REHEARSAL.asPredicate()))
                .isNotEmpty()
                .allSatisfy(command -> assertThat(command)
                        .contains("@app/jvm.options @app/rehearsal.options @app/agentwarden.options rehearse"));
    }

    @Test
    void nobodyButNodesReachesWhatAsksForNoPassword() throws IOException {
        Map<?, ?> composition =
                (Map<?, ?>) documents("docker/compose.cluster.yaml").get(0);
        assertThat(composition.get("networks"))
                .isEqualTo(Map.of("default", Map.of(), "backend", Map.of("internal", true)));
        Map<?, ?> services = (Map<?, ?>) composition.get("services");
        for (String name : List.of("artemis-primary", "artemis-backup", "postgres")) {
            Map<?, ?> service = (Map<?, ?>) services.get(name);
            assertThat(service.get("networks")).as("%s", name).isEqualTo(List.of("backend"));
            assertThat(service.containsKey("ports")).as("%s", name).isFalse();
        }
        assertThat(documents("server-config/kubernetes/agentwarden.yaml"))
                .anySatisfy(document ->
                        assertThat(((Map<?, ?>) document).get("kind")).isEqualTo("NetworkPolicy"));
    }

    @Test
    void alertsWatchMetricsThatOperatorsCanLookUp() throws IOException {
        String guide = Files.readString(Path.of("src/docs/operations.md"));
        documents("server-config/prometheus/alerts.yaml");
        assertThat(found(METRIC, "server-config/prometheus/alerts.yaml"))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(guide).contains(metric.replaceFirst("_bucket$", "")));
    }

    @Test
    void everyAlertIsExplainedToOperators() throws IOException {
        String guide = Files.readString(Path.of("src/docs/operations.md"));
        assertThat(found(Pattern.compile("(?<=alert: )\\w+"), "server-config/prometheus/alerts.yaml"))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(guide).contains("`" + alert + "`"));
    }

    private static Set<String> found(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(Path.of(file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Object> documents(String file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        String text = Files.readString(Path.of(file));
        return StreamSupport.stream(
                        new Yaml(new SafeConstructor(strict)).loadAll(text).spliterator(), false)
                .toList();
    }
}
